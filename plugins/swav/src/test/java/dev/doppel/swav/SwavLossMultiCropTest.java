package dev.doppel.swav;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.testkit.ArrayEmbeddings;
import dev.doppel.testkit.LossContract;
import java.util.List;

/** The contract once more, with local crops, which are predicted from but not assigned. */
final class SwavLossMultiCropTest extends LossContract {

  @Override
  protected Loss loss() {
    return new SwavLoss(0.1);
  }

  /** Sinkhorn assigns equal features to all prototypes alike, which the scores come to predict. */
  @Override
  protected ArrayEmbeddings collapsedOutputs(int batch) {
    return uniformOutputs(batch);
  }

  @Override
  protected List<ViewKind> viewKinds() {
    return List.of(ViewKind.GLOBAL, ViewKind.GLOBAL, ViewKind.LOCAL, ViewKind.LOCAL);
  }
}
