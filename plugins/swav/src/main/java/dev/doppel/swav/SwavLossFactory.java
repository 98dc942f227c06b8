package dev.doppel.swav;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** Creates the loss {@code swav}. */
final class SwavLossFactory implements LossFactory {

  static final Option<Double> TEMPERATURE =
      Option.decimal("temperature")
          .greaterThan(0)
          .defaultValue(0.1)
          .describedAs("what scores are divided by before their softmax");

  @Override
  public String name() {
    return "swav";
  }

  @Override
  public String description() {
    return "Cross-entropy of each view's scores with the assignments of the other global views"
        + " (SwAV).";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(TEMPERATURE);
  }

  @Override
  public Loss create(Options options) {
    return new SwavLoss(options.get(TEMPERATURE));
  }
}
