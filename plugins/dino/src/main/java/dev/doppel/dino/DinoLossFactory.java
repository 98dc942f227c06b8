package dev.doppel.dino;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** Creates the loss {@code dino}. */
final class DinoLossFactory implements LossFactory {

  static final Option<Double> STUDENT_TEMPERATURE =
      Option.decimal("student-temperature")
          .greaterThan(0)
          .defaultValue(0.1)
          .describedAs("what predictions are divided by before their softmax");

  @Override
  public String name() {
    return "dino";
  }

  @Override
  public String description() {
    return "Cross-entropy of each view's distribution with those of the other global views (DINO).";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(STUDENT_TEMPERATURE);
  }

  @Override
  public Loss create(Options options) {
    return new DinoLoss(options.get(STUDENT_TEMPERATURE));
  }
}
