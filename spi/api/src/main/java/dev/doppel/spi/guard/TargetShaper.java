package dev.doppel.spi.guard;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.step.Scheduled;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.Set;

/**
 * Changes the targets before the loss sees them. Holds no mutable fields: what it remembers is in
 * {@link State}.
 */
public non-sealed interface TargetShaper extends CollapseGuard, Scheduled {

  /**
   * What it makes of the rows of targets.
   *
   * @return distributions, for losses over prototypes, or vectors
   */
  TargetForm form();

  /**
   * The outputs that it needs beside the targets, such as those for a queue.
   *
   * @return one requirement for each further role; none by default
   */
  default List<RoleRequirement> roles() {
    return List.of();
  }

  /**
   * The parameters of heads that it needs.
   *
   * @return the parameters; none by default
   */
  default Set<HeadParameter> headParameters() {
    return Set.of();
  }

  /**
   * The state before the first step.
   *
   * @param raw outputs as {@link #shape} will see them, of which only the shapes matter; also to
   *     create other tensors with
   * @return the state; empty for a shaper without memory
   */
  default State initialState(Embeddings raw) {
    return State.empty();
  }

  /**
   * Shapes the targets of one batch.
   *
   * @param raw the networks' outputs: the targets, of shape {@code [batch, width]} a view, and what
   *     {@link #roles} asks for, all under stop-gradient, but for targets where a recipe turns it
   *     off; predictions must not be looked at
   * @param state the state
   * @param step the position and scheduled values
   * @return the shaped targets, one a view in the order of views, of the same shapes
   */
  List<Tensor> shape(Embeddings raw, State state, Step step);

  /**
   * The state after a step.
   *
   * @param raw what {@link #shape} saw
   * @param state the state that {@link #shape} saw
   * @param step the position that {@link #shape} saw
   * @return the next state; the same one for a shaper without memory
   */
  default State advance(Embeddings raw, State state, Step step) {
    return state;
  }
}
