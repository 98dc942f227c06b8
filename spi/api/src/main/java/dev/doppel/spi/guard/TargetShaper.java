package dev.doppel.spi.guard;

import dev.doppel.spi.step.Scheduled;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;

/**
 * Changes the targets before the loss sees them. Holds no mutable fields: what it remembers is in
 * {@link State}.
 */
public non-sealed interface TargetShaper extends CollapseGuard, Scheduled {

  /**
   * The state before the first step.
   *
   * @param width the width of the targets
   * @param like any tensor of the device, to create others with
   * @return the state; empty for a shaper without memory
   */
  default State initialState(int width, Tensor like) {
    return State.empty();
  }

  /**
   * Shapes the targets of one batch.
   *
   * @param targets the raw targets, one tensor of shape {@code [batch, width]} a view, under
   *     stop-gradient
   * @param state the state
   * @param step the position and scheduled values
   * @return the shaped targets, as many and of the same shapes
   */
  List<Tensor> shape(List<Tensor> targets, State state, Step step);

  /**
   * The state after a step.
   *
   * @param targets the raw targets that {@link #shape} saw
   * @param state the state that {@link #shape} saw
   * @param step the position that {@link #shape} saw
   * @return the next state; the same one for a shaper without memory
   */
  default State advance(List<Tensor> targets, State state, Step step) {
    return state;
  }
}
