package dev.doppel.runtime.boundary;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.step.State;

/**
 * A monitor behind a boundary.
 *
 * @param monitor the monitor
 * @param boundary the boundary
 */
record CheckedMonitor(CollapseMonitor monitor, PluginBoundary boundary) implements CollapseMonitor {

  @Override
  public int interval() {
    return atLeast(1, "interval", boundary.call(monitor::interval));
  }

  @Override
  public int delay() {
    return atLeast(0, "delay", boundary.call(monitor::delay));
  }

  private int atLeast(int least, String method, int steps) {
    if (boundary.checks().lookAtShapes() && steps < least) {
      throw boundary.fault(
          "returned %d steps from %s, which must be at least %d".formatted(steps, method, least));
    }
    return steps;
  }

  @Override
  public Assessment assess(Observation observation, State state) {
    long step = observation.step().index();
    Assessment assessment =
        boundary.requireInTime("assess", step, () -> monitor.assess(observation, state));
    VerdictRules.check(assessment.verdict(), assessment.state(), step, boundary);
    return assessment;
  }
}
