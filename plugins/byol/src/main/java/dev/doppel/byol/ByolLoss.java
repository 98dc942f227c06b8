package dev.doppel.byol;

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
 * BYOL's loss: each view's prediction is to point where the target network's projection of another
 * view points (Grill et al., arXiv 2006.07733, equation 2 and the sum over both directions below
 * it).
 *
 * <pre>{@code
 * distance(p, t) = |p/|p| - t/|t||^2 = 2 - 2 cos(p, t)
 * loss = mean over the batch of distance(p1, t2) + distance(p2, t1)
 * }</pre>
 *
 * <p>Predictions and targets are of shape {@code [batch, width]}; the loss is in [0, 8], 4 for
 * unrelated outputs and 0 if all outputs are the same: nothing in the formula itself forbids
 * collapse. With more than two views it is twice the mean distance over all pairs of a prediction
 * and another view's target, which for two views is the sum above. With one pair only (asymmetric
 * use) it is that pair's distance, equation 2 alone: in [0, 4], and 2 for unrelated outputs. Local
 * crops are predicted from, but are no targets.
 *
 * <p>The targets' stop-gradient is the host's: the loss treats both sides alike.
 */
final class ByolLoss implements Loss {

  private static final String NAME = "byol";

  @Override
  public List<RoleRequirement> roles() {
    return List.of(
        RoleRequirement.prediction(ViewSelection.all()),
        RoleRequirement.target(ViewSelection.global()));
  }

  @Override
  public Tensor compute(Embeddings embeddings, State state, Step step) {

    List<Tensor> cosines =
        ViewPair.of(NAME, embeddings.map(output -> output.l2Normalize(1))).stream()
            .map(ByolLoss::cosine)
            .toList();
    Tensor cosine = cosines.stream().reduce(Tensor::add).orElseThrow().divide(cosines.size());
    return cosine.multiply(-2).add(2).multiply(directions(cosines.size()));
  }

  /** The paper's sum has both directions of a pair of views; asymmetric use has one. */
  private static int directions(int pairs) {
    return Math.min(2, pairs);
  }

  /** The mean over the batch of the cosines of rows, which are of unit length. */
  private static Tensor cosine(ViewPair pair) {
    return pair.prediction().multiply(pair.target()).sum(1, false).mean();
  }

  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    int pairs = ViewPair.of(NAME, outputs).size();
    return new ReferenceValues(2.0 * directions(pairs), 0);
  }

  @Override
  public boolean isMeanOfRows() {
    return true;
  }

  // Without any, and with usual initial weights, the published network is at chance (arXiv
  // 2010.10241).
  @Override
  public boolean reliesOnBatchNormalisation() {
    return true;
  }
}
