package dev.doppel.targetupdates;

import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.TargetInitialisation;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;

/**
 * The target never moves. Random by default: the constant random target that BYOL's authors started
 * from (arXiv 2006.07733, section 3.1), which already teaches more than it knows.
 *
 * @param initialisation how the target starts, and stays
 */
record FrozenTargetUpdate(TargetInitialisation initialisation) implements TargetUpdate {

  @Override
  public State apply(TargetParameters parameters, State state, Step step) {
    return state;
  }
}
