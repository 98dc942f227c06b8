package dev.doppel.byol;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.testkit.LossContract;
import java.util.List;

/** The contract once more, with local crops, which are predicted from but are no targets. */
final class ByolLossMultiCropTest extends LossContract {

  @Override
  protected Loss loss() {
    return new ByolLoss();
  }

  @Override
  protected List<ViewKind> viewKinds() {
    return List.of(ViewKind.GLOBAL, ViewKind.GLOBAL, ViewKind.LOCAL, ViewKind.LOCAL);
  }

  @Override
  protected boolean isScaleInvariant() {
    return true;
  }
}
