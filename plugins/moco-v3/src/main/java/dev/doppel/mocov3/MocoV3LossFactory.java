package dev.doppel.mocov3;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** Creates the loss {@code moco-v3}. */
final class MocoV3LossFactory implements LossFactory {

  // From 0.02 on, exponentials of cosines over it stay within float32.
  static final Option<Double> TEMPERATURE =
      Option.decimal("temperature")
          .range(0.02, 100)
          .defaultValue(0.2)
          .describedAs("divides the cosines; published are 1 for ResNets and 0.2 for transformers");

  @Override
  public String name() {
    return "moco-v3";
  }

  @Override
  public String description() {
    return "Cross entropy of telling the other view's key from those of the batch, both ways"
        + " (MoCo v3).";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(TEMPERATURE);
  }

  @Override
  public Loss create(Options options) {
    return new MocoV3Loss(options.get(TEMPERATURE));
  }
}
