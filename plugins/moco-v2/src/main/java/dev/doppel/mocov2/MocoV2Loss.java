package dev.doppel.mocov2;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.util.List;

/**
 * MoCo's loss InfoNCE: the first view's query is to be told the second view's key from a queue of
 * keys of former batches (He et al., arXiv 1911.05722; v2, arXiv 2003.04297, keeps it).
 *
 * <pre>{@code
 * loss = mean over the batch of
 *     -log(exp(cos(q, k) / T) / (exp(cos(q, k) / T) + sum over the queue of exp(cos(q, k') / T)))
 * }</pre>
 *
 * <p>Queries (predictions) and keys (targets) are of shape {@code [batch, width]}. The loss is at
 * least 0, and {@code ln(queue + 1)} both for unrelated outputs and once all outputs, those in the
 * queue included, are the same: collapse does not lower it. It is one-sided: the first view is
 * always the query and the second the key, and further views take no part.
 *
 * <p>The state is the queue. A batch's keys replace the oldest ones after the step, so they are no
 * negatives of their own. Cosines over the temperature are within 50, so that exponentials need no
 * shift against overflow: the sum over the queue stays far from the ends of float32.
 */
final class MocoV2Loss implements Loss {

  private final double temperature;
  private final int queueLength;

  /**
   * A loss.
   *
   * @param temperature the temperature, from 0.02 on
   * @param queueLength the keys in the queue, at least 1
   */
  MocoV2Loss(double temperature, int queueLength) {
    this.temperature = temperature;
    this.queueLength = queueLength;
  }

  @Override
  public List<RoleRequirement> roles() {
    return List.of(
        RoleRequirement.prediction(ViewSelection.at(0)),
        RoleRequirement.target(ViewSelection.at(1)));
  }

  @Override
  public Tensor compute(Embeddings embeddings, State state, Step step) {
    Tensor queries = embeddings.get(Role.PREDICTION, 0).l2Normalize(1).divide(temperature);
    Tensor positives = queries.multiply(keys(embeddings)).sum(1, false);
    Tensor negatives = queries.matmul(KeyQueue.keys(state).transpose());
    // Summed apart: one matrix of all logits would be a copy as long as the queue for each row.
    return negatives.exp().sum(1, false).add(positives.exp()).log().subtract(positives).mean();
  }

  private static Tensor keys(Embeddings embeddings) {
    return embeddings.get(Role.TARGET, 1).l2Normalize(1);
  }

  @Override
  public State initialState(int width, Tensor like, long seed) {
    return KeyQueue.random(queueLength, width, like, seed);
  }

  @Override
  public State advance(Embeddings embeddings, State state, Step step) {
    return KeyQueue.enqueue(state, keys(embeddings).stopGradient());
  }

  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    double chance = Math.log(queueLength + 1.0);
    return new ReferenceValues(chance, chance);
  }

  @Override
  public boolean isMeanOfRows() {
    return true;
  }
}
