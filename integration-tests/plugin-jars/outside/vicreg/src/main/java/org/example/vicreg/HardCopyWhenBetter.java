package org.example.vicreg;

import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;
import java.util.EnumSet;
import java.util.Set;

/**
 * The target is the online network as it was where its loss was lowest: after each {@code every}
 * steps a copy, running statistics included, if their mean loss is below that of each copy before.
 * Losses that are not known yet, or no numbers, do not count.
 *
 * @param every the steps, at least 1
 */
record HardCopyWhenBetter(long every) implements TargetUpdate {

  private static final Set<ParameterRole> ALL = EnumSet.allOf(ParameterRole.class);

  private static final String SUM = "sum";
  private static final String COUNT = "count";
  private static final String BEST = "best";

  @Override
  public State apply(TargetParameters parameters, State state, Step step) {
    boolean counts = Double.isFinite(step.latestLoss());
    double sum = state.number(SUM, 0) + (counts ? step.latestLoss() : 0);
    double count = state.number(COUNT, 0) + (counts ? 1 : 0);
    if ((step.index() + 1) % every != 0) {
      return state.with(SUM, sum).with(COUNT, count);
    }
    State next = state.with(SUM, 0).with(COUNT, 0);
    if (count == 0 || sum / count >= state.number(BEST, Double.MAX_VALUE)) {
      return next;
    }
    parameters.blend(ALL, 0);
    return next.with(BEST, sum / count);
  }
}
