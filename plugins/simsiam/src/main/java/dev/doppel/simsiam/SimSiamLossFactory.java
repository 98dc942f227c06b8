package dev.doppel.simsiam;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Options;

/** Creates the loss {@code simsiam}. */
final class SimSiamLossFactory implements LossFactory {

  @Override
  public String name() {
    return "simsiam";
  }

  @Override
  public String description() {
    return "Negative cosine of each prediction and the other view's target (SimSiam).";
  }

  @Override
  public Loss create(Options options) {
    return new SimSiamLoss();
  }
}
