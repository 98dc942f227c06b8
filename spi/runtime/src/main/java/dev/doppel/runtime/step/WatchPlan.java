package dev.doppel.runtime.step;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.spi.guard.CollapseMonitor;
import java.util.List;

/**
 * What watches a network that a loop of the user's own trains.
 *
 * @param monitors the monitors
 * @param rollback how the run goes back where a monitor's action says so
 * @param checks how closely the host looks at what monitors hand over
 */
public record WatchPlan(
    List<ConfiguredGuard<CollapseMonitor>> monitors,
    RollbackRules rollback,
    BoundaryChecks checks) {

  /** Copies the list. */
  public WatchPlan {
    monitors = List.copyOf(monitors);
  }

  /**
   * A plan with all checks.
   *
   * @param monitors the monitors
   * @param rollback how the run goes back where a monitor's action says so
   */
  public WatchPlan(List<ConfiguredGuard<CollapseMonitor>> monitors, RollbackRules rollback) {
    this(monitors, rollback, BoundaryChecks.FULL);
  }

  /**
   * Whether the run may go back to an earlier state.
   *
   * @return whether any monitor's action is to
   */
  public boolean asksForRollback() {
    return monitors.stream().anyMatch(monitor -> monitor.action() == GuardAction.ROLLBACK);
  }
}
