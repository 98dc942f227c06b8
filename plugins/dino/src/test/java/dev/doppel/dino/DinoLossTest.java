package dev.doppel.dino;

import dev.doppel.spi.loss.Loss;
import dev.doppel.testkit.ViewCrossEntropyContract;

final class DinoLossTest extends ViewCrossEntropyContract {

  @Override
  protected Loss loss() {
    return new DinoLoss(0.1);
  }

  @Override
  protected String lossName() {
    return "dino";
  }
}
