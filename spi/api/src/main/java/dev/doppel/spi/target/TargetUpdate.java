package dev.doppel.spi.target;

import dev.doppel.spi.step.Scheduled;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;

/**
 * A rule that moves the target network. An instance serves one run and holds no mutable fields:
 * what it remembers is in {@link State}.
 */
public interface TargetUpdate extends Scheduled {

  /**
   * Where the targets come from.
   *
   * @return whether the target network has parameters of its own
   */
  default TargetSource source() {
    return TargetSource.OWN_NETWORK;
  }

  /**
   * How a target network of its own starts.
   *
   * @return a copy of the online network by default
   */
  default TargetInitialisation initialisation() {
    return TargetInitialisation.COPY_OF_ONLINE;
  }

  /**
   * When in a step the rule is applied.
   *
   * @return after the optimiser's step by default
   */
  default UpdatePhase phase() {
    return UpdatePhase.AFTER_OPTIMIZER_STEP;
  }

  /**
   * Moves the target's parameters. Not called where the target is the online network itself.
   *
   * @param parameters both networks' parameters
   * @param state what the last call returned, empty before the first
   * @param step the position and scheduled values
   * @return the next state
   */
  State apply(TargetParameters parameters, State state, Step step);
}
