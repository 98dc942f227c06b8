package dev.doppel.spi.guard;

import dev.doppel.spi.step.Scheduled;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;

/**
 * Looks at the gradients, and may change them, between the backward pass and the optimiser's step.
 * Holds no mutable fields: what it remembers is in {@link State}.
 */
public non-sealed interface GradientGuard extends CollapseGuard, Scheduled {

  /**
   * Inspects and changes the gradients of one step.
   *
   * @param gradients the online network's gradients
   * @param state what the last call returned, empty before the first
   * @param step the position and scheduled values
   * @return what is to happen, and the next state
   */
  GradientDecision guard(Gradients gradients, State state, Step step);
}
