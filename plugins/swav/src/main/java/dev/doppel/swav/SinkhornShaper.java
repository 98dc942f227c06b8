package dev.doppel.swav;

import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes assignments of scores that use all prototypes alike, by the algorithm of Sinkhorn and Knopp
 * (Caron et al., arXiv 2006.09882):
 *
 * <pre>{@code
 * Q = exp(scores / epsilon)
 * iterations times: divide Q by its sums over the batch, then by its sums over prototypes
 * }</pre>
 *
 * <p>Scores are of shape {@code [batch, prototypes]}, and rows of an assignment sum to 1. The
 * paper's factors {@code 1 / prototypes} and {@code 1 / batch} cancel. Logarithms are divided
 * instead of the numbers, so {@code Q} is never formed: exponentials of scores many times {@code
 * epsilon} apart would all be 0 or infinite in float32. A division by sums is a log-softmax then.
 *
 * <p>With a queue, features of earlier batches are scored with the prototypes as they are now and
 * assigned together with the batch, of which alone the assignments are returned.
 *
 * @param epsilon what scores are divided by, above 0
 * @param iterations the divisions by both sums, at least 1
 * @param queue the features of earlier batches
 */
record SinkhornShaper(double epsilon, int iterations, FeatureQueue queue) implements TargetShaper {

  private static final int SAMPLES = 0;
  private static final int PROTOTYPES = 1;

  @Override
  public TargetForm form() {
    return TargetForm.DISTRIBUTION;
  }

  @Override
  public List<RoleRequirement> roles() {
    return queue.isUsed() ? List.of(RoleRequirement.queue(ViewSelection.global())) : List.of();
  }

  @Override
  public Set<HeadParameter> headParameters() {
    return queue.isUsed() ? Set.of(HeadParameter.PROTOTYPES) : Set.of();
  }

  @Override
  public State initialState(Embeddings raw) {
    return queue.initialState(raw);
  }

  @Override
  public List<Tensor> shape(Embeddings raw, State state, Step step) {
    List<Tensor> assignments = new ArrayList<>();
    if (!queue.isFull(state)) {
      raw.targets().values().forEach(scores -> assignments.add(assign(scores)));
      return assignments;
    }
    Tensor prototypes = raw.get(HeadParameter.PROTOTYPES).transpose();
    for (Map.Entry<Integer, Tensor> target : raw.targets().entrySet()) {
      Tensor scores = target.getValue();
      Tensor earlier = queue.features(state, target.getKey()).matmul(prototypes);
      assignments.add(
          assign(scores.concat(SAMPLES, List.of(earlier))).slice(SAMPLES, 0, scores.size(SAMPLES)));
    }
    return assignments;
  }

  private Tensor assign(Tensor scores) {
    Tensor logarithms = scores.divide(epsilon);
    for (int iteration = 1; iteration < iterations; iteration++) {
      logarithms = logarithms.logSoftmax(SAMPLES).logSoftmax(PROTOTYPES);
    }
    return logarithms.logSoftmax(SAMPLES).softmax(PROTOTYPES);
  }

  @Override
  public State advance(Embeddings raw, State state, Step step) {
    return queue.advance(raw, state, step);
  }
}
