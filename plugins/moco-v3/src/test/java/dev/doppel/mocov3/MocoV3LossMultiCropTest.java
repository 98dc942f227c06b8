package dev.doppel.mocov3;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.testkit.LossContract;
import java.util.List;

/** The contract once more, with local crops, which are queries but no keys. */
final class MocoV3LossMultiCropTest extends LossContract {

  @Override
  protected Loss loss() {
    return new MocoV3Loss(1);
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
