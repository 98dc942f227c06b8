package org.example.vicreg;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** Creates the loss {@code vicreg}. */
final class VicRegLossFactory implements LossFactory {

  static final Option<Double> INVARIANCE =
      Option.decimal("invariance")
          .atLeast(0)
          .defaultValue(25.0)
          .describedAs("weight of the distance between the two views");

  static final Option<Double> VARIANCE =
      Option.decimal("variance")
          .atLeast(0)
          .defaultValue(25.0)
          .describedAs("weight of deviations under 1");

  static final Option<Double> COVARIANCE =
      Option.decimal("covariance")
          .atLeast(0)
          .defaultValue(1.0)
          .describedAs("weight of the covariances between dimensions");

  @Override
  public String name() {
    return "vicreg";
  }

  @Override
  public String description() {
    return "Variance, invariance and covariance of two views' outputs (VICReg).";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(INVARIANCE, VARIANCE, COVARIANCE);
  }

  @Override
  public List<String> problems(Options options) {
    return options.get(INVARIANCE) > 0 && options.get(VARIANCE) == 0
        ? List.of("'variance' = 0 lets all outputs become the same; give it some weight")
        : List.of();
  }

  @Override
  public Loss create(Options options) {
    return new VicRegLoss(
        options.get(INVARIANCE), options.get(VARIANCE), options.get(COVARIANCE));
  }
}
