package dev.doppel.simclr;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** Creates the loss {@code simclr}. */
final class SimClrLossFactory implements LossFactory {

  // From 0.02 on, exponentials of cosines over it stay within float32.
  static final Option<Double> TEMPERATURE =
      Option.decimal("temperature")
          .range(0.02, 100)
          .defaultValue(0.1)
          .describedAs("divides the cosines; the lower, the more the nearest negatives count");

  static final Option<String> REDUCTION =
      Option.choice("reduction", "mean", "sum")
          .defaultValue("mean")
          .describedAs(
              "mean over all rows, or the sum of each view's mean, twice as much with two views");

  @Override
  public String name() {
    return "simclr";
  }

  @Override
  public String description() {
    return "Cross entropy of telling a view of the same sample from all others of the batch"
        + " (NT-Xent, SimCLR).";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(TEMPERATURE, REDUCTION);
  }

  @Override
  public Loss create(Options options) {
    return new SimClrLoss(options.get(TEMPERATURE), options.get(REDUCTION).equals("sum"));
  }
}
