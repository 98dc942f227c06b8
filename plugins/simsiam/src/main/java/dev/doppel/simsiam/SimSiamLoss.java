package dev.doppel.simsiam;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.ViewPair;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.util.List;

/**
 * SimSiam's loss: the negative cosine of each view's prediction and another view's projection (Chen
 * and He, arXiv 2011.10566, equations 1 and 2).
 *
 * <pre>{@code
 * loss = mean over the batch of -(cos(p1, z2) + cos(p2, z1)) / 2
 * }</pre>
 *
 * <p>Predictions and targets are of shape {@code [batch, width]}; the loss is in [-1, 1], 0 for
 * unrelated outputs and -1 if all outputs are the same: nothing in the formula itself forbids
 * collapse. With any number of views it is the mean over all pairs of a prediction and another
 * view's target: the half above for two views, and none for one pair, as in the paper's asymmetric
 * variant {@code D(p1, stopgrad(z2))} (section 4.6). Local crops are predicted from, but are no
 * targets.
 *
 * <p>The targets' stop-gradient, on which everything hangs here, is the host's: the loss treats
 * both sides alike, so that {@code stop-gradient = off} shows the collapse of the paper's figure 2.
 */
final class SimSiamLoss implements Loss {

  @Override
  public List<RoleRequirement> roles() {
    return List.of(
        RoleRequirement.prediction(ViewSelection.all()),
        RoleRequirement.target(ViewSelection.global()));
  }

  @Override
  public Tensor compute(Embeddings embeddings, State state, Step step) {
    List<Tensor> cosines =
        ViewPair.of("simsiam", embeddings.map(output -> output.l2Normalize(1))).stream()
            .map(SimSiamLoss::cosine)
            .toList();
    return cosines.stream().reduce(Tensor::add).orElseThrow().divide(-cosines.size());
  }

  /** The mean over the batch of the cosines of rows, which are of unit length. */
  private static Tensor cosine(ViewPair pair) {
    return pair.prediction().multiply(pair.target()).sum(1, false).mean();
  }

  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    return new ReferenceValues(0, -1);
  }

  @Override
  public boolean isMeanOfRows() {
    return true;
  }

  // Without any in the heads, the published accuracy falls from 67.7 % to 34.6 % (arXiv
  // 2011.10566).
  @Override
  public boolean reliesOnBatchNormalisation() {
    return true;
  }
}
