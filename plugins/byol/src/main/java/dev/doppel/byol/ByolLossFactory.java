package dev.doppel.byol;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Options;

/** Creates the loss {@code byol}. */
final class ByolLossFactory implements LossFactory {

  @Override
  public String name() {
    return "byol";
  }

  @Override
  public String description() {
    return "Squared distance between the direction of each prediction and that of the other view's"
        + " target (BYOL).";
  }

  @Override
  public Loss create(Options options) {
    return new ByolLoss();
  }
}
