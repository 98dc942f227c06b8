package dev.doppel.spi.loss;

import dev.doppel.spi.step.Scheduled;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.Set;

/**
 * A loss over the outputs of the online and target networks.
 *
 * <p>An instance serves one run and holds no mutable fields: what it remembers is in {@link State}.
 * Platforms evaluate a loss more than once a step, so {@link #compute} must not change anything;
 * {@link #advance} is called once, after the optimiser's step.
 */
public interface Loss extends Scheduled {

  /**
   * Which views this loss needs, passed through which network, up to which stage.
   *
   * @return one requirement for each role
   */
  List<RoleRequirement> roles();

  /**
   * What the rows of targets must be. Where distributions are needed and nothing shapes the targets
   * into such, the host takes the softmax of each row.
   *
   * @return vectors by default
   */
  default TargetForm targetForm() {
    return TargetForm.VECTOR;
  }

  /**
   * The parameters of heads without which this loss makes no sense.
   *
   * @return the parameters; none by default
   */
  default Set<HeadParameter> headParameters() {
    return Set.of();
  }

  /**
   * The loss.
   *
   * @param embeddings the outputs that {@link #roles()} asks for, each of shape {@code [batch,
   *     width]}
   * @param state what {@link #initialState} or the last {@link #advance} returned
   * @param step the position and scheduled values
   * @return a scalar, the mean over the batch; smaller is better
   */
  Tensor compute(Embeddings embeddings, State state, Step step);

  /**
   * The state before the first step.
   *
   * @param width the width of the outputs of the network
   * @param like any tensor of the device, to create others with
   * @param seed for random contents
   * @return the state; empty for a loss without memory
   */
  default State initialState(int width, Tensor like, long seed) {
    return State.empty();
  }

  /**
   * The state after a step.
   *
   * @param embeddings what {@link #compute} saw
   * @param state the state that {@link #compute} saw
   * @param step the position that {@link #compute} saw
   * @return the next state; the same one for a loss without memory
   */
  default State advance(Embeddings embeddings, State state, Step step) {
    return state;
  }

  /**
   * The values that mark this loss's failures, for guards to compare with.
   *
   * @param outputs what {@link #compute} will see, of which only the roles, views and shapes
   *     matter: a loss may depend on the batch size and the width, and a sum over pairs of views on
   *     how many there are
   * @return the values
   */
  ReferenceValues referenceValues(Embeddings outputs);

  /**
   * Whether, given the state, this loss is a mean of terms that each involve one row only. Such a
   * loss can be computed on a part of a batch, on one machine of many.
   *
   * @return whether it is
   */
  boolean isMeanOfRows();

  /**
   * Whether this loss is the mean cross entropy of targets, which are distributions, with
   * predictions, each target as often as any other. Then it is the targets' mean entropy and a
   * divergence, which guards can tell apart.
   *
   * @return whether it is; false by default
   */
  default boolean isTargetCrossEntropy() {
    return false;
  }

  /**
   * Whether the method depends on batch normalisation in the network to learn, where published runs
   * without any collapse or learn little. A host warns where there is none.
   *
   * @return whether it does; false by default
   */
  default boolean reliesOnBatchNormalisation() {
    return false;
  }
}
