package dev.doppel.targetupdates;

import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;

/**
 * The target is a copy of the online network, taken after every so many steps, as in deep
 * Q-learning. With a copy at each step it is the online network of the step before (the "previous
 * iteration" of arXiv 2104.14294, table 13); with one an epoch the "previous epoch" there.
 *
 * @param every the steps from one copy to the next, at least 1
 * @param runningStatistics whether running statistics are copied too
 */
record CopyTargetUpdate(long every, RunningStatistics runningStatistics) implements TargetUpdate {

  @Override
  public State apply(TargetParameters parameters, State state, Step step) {
    if ((step.index() + 1) % every == 0) {
      parameters.blend(runningStatistics == RunningStatistics.COPY ? Roles.ALL : Roles.TRAINED, 0);
    }
    return state;
  }
}
