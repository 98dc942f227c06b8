package dev.doppel.dino;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.testkit.LossContract;
import java.util.List;

/** The contract once more, with local crops, which are predicted from but are no targets. */
final class DinoLossMultiCropTest extends LossContract {

  @Override
  protected Loss loss() {
    return new DinoLoss(0.1);
  }

  @Override
  protected List<ViewKind> viewKinds() {
    return List.of(ViewKind.GLOBAL, ViewKind.GLOBAL, ViewKind.LOCAL, ViewKind.LOCAL);
  }
}
