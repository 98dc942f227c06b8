package dev.doppel.barlowtwins;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** Creates the loss {@code barlow-twins}. */
final class BarlowTwinsLossFactory implements LossFactory {

  static final Option<Double> LAMBDA =
      Option.decimal("lambda")
          .atLeast(0)
          .defaultValue(0.0051)
          .describedAs("weight of the correlations between different dimensions");

  @Override
  public String name() {
    return "barlow-twins";
  }

  @Override
  public String description() {
    return "Distance of the two views' correlation matrix from the identity (Barlow Twins).";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(LAMBDA);
  }

  @Override
  public Loss create(Options options) {
    return new BarlowTwinsLoss(options.get(LAMBDA));
  }
}
