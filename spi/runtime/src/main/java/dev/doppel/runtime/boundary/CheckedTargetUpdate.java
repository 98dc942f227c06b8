package dev.doppel.runtime.boundary;

import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.TargetInitialisation;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetSource;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.UpdatePhase;
import java.util.Map;
import java.util.Set;

/**
 * A target update behind a boundary. A momentum out of [0, 1] that it does not schedule is refused
 * by the parameters themselves.
 *
 * @param update the target update
 * @param boundary the boundary
 */
record CheckedTargetUpdate(TargetUpdate update, PluginBoundary boundary) implements TargetUpdate {

  private static final Set<String> SHARES = Set.of("momentum");

  @Override
  public Map<String, Schedule> schedules() {
    return CheckedSchedule.all(update, SHARES, boundary);
  }

  @Override
  public TargetSource source() {
    return boundary.require("source", update::source);
  }

  @Override
  public TargetInitialisation initialisation() {
    return boundary.require("initialisation", update::initialisation);
  }

  @Override
  public UpdatePhase phase() {
    return boundary.require("phase", update::phase);
  }

  @Override
  public State apply(TargetParameters parameters, State state, Step step) {
    return boundary.require("apply", step.index(), () -> update.apply(parameters, state, step));
  }
}
