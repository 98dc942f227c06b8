package dev.doppel.runtime.boundary;

import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import java.util.Map;
import java.util.Set;

/**
 * A gradient guard behind a boundary.
 *
 * @param guard the gradient guard
 * @param boundary the boundary
 */
record CheckedGradientGuard(GradientGuard guard, PluginBoundary boundary) implements GradientGuard {

  @Override
  public Map<String, Schedule> schedules() {
    return CheckedSchedule.all(guard, Set.of(), boundary);
  }

  @Override
  public GradientDecision guard(Gradients gradients, State state, Step step) {
    GradientDecision decision =
        boundary.requireInTime("guard", step.index(), () -> guard.guard(gradients, state, step));
    VerdictRules.check(decision.verdict(), decision.state(), step.index(), boundary);
    return decision;
  }
}
