package dev.doppel.mocov3;

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
 * MoCo v3's loss: each view's query is to be told the other view's key from the keys of the other
 * samples of the batch (Chen et al., arXiv 2104.02057).
 *
 * <pre>{@code
 * ctr(q, k) = 2 T * mean over the batch of
 *     -log(exp(cos(q_i, k_i) / T) / sum over the batch of exp(cos(q_i, k_j) / T))
 * loss = ctr(q1, k2) + ctr(q2, k1)
 * }</pre>
 *
 * <p>Queries (predictions) and keys (targets) are of shape {@code [batch, width]}. The loss is at
 * least 0, and {@code 4 T ln(batch)} both for unrelated outputs and if all outputs are the same:
 * collapse does not lower it. With more than two views it is twice the mean of {@code ctr} over all
 * pairs of a prediction and another view's target, which for two views is the sum above. With one
 * pair only (asymmetric use) it is that pair's {@code ctr}, and {@code 2 T ln(batch)} at chance.
 * Local crops are queries, but no keys.
 *
 * <p>Cosines over the temperature are within 50, so that exponentials need no shift against
 * overflow: the sum over a batch stays far from the ends of float32. The keys' stop-gradient is the
 * host's.
 */
final class MocoV3Loss implements Loss {

  private static final String NAME = "moco-v3";

  private final double temperature;

  /**
   * A loss.
   *
   * @param temperature the temperature, from 0.02 on
   */
  MocoV3Loss(double temperature) {
    this.temperature = temperature;
  }

  @Override
  public List<RoleRequirement> roles() {
    return List.of(
        RoleRequirement.prediction(ViewSelection.all()),
        RoleRequirement.target(ViewSelection.global()));
  }

  @Override
  public Tensor compute(Embeddings embeddings, State state, Step step) {
    List<Tensor> terms =
        ViewPair.of(NAME, embeddings.map(output -> output.l2Normalize(1))).stream()
            .map(this::crossEntropy)
            .toList();
    return terms.stream()
        .reduce(Tensor::add)
        .orElseThrow()
        .multiply(scale(terms.size()) / terms.size());
  }

  /** The mean over the batch, where rows are of unit length. */
  private Tensor crossEntropy(ViewPair pair) {
    Tensor queries = pair.prediction().divide(temperature);
    Tensor positives = queries.multiply(pair.target()).sum(1, false);
    Tensor all = queries.matmul(pair.target().transpose()).exp().sum(1, false);
    return all.log().subtract(positives).mean();
  }

  /** Twice the temperature, for both directions of a pair of views; asymmetric use has one. */
  private double scale(int pairs) {
    return 2 * temperature * Math.min(2, pairs);
  }

  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    int pairs = ViewPair.of(NAME, outputs).size();
    int batch = outputs.predictions().values().iterator().next().size(0);
    double chance = scale(pairs) * Math.log(batch);
    return new ReferenceValues(chance, chance);
  }

  @Override
  public boolean isMeanOfRows() {
    return false;
  }
}
