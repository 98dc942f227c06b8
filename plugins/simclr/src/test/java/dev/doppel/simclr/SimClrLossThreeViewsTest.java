package dev.doppel.simclr;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.testkit.LossContract;
import java.util.List;

/** The contract once more: three global views, a local one that takes no part, and sums. */
final class SimClrLossThreeViewsTest extends LossContract {

  @Override
  protected Loss loss() {
    return new SimClrLoss(0.1, true);
  }

  @Override
  protected List<ViewKind> viewKinds() {
    return List.of(ViewKind.GLOBAL, ViewKind.GLOBAL, ViewKind.LOCAL, ViewKind.GLOBAL);
  }

  @Override
  protected boolean isScaleInvariant() {
    return true;
  }
}
