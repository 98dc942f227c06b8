package dev.doppel.runtime.step;

import dev.doppel.spi.guard.CollapseMonitor;
import java.util.List;

/**
 * What watches a network that a loop of the user's own trains.
 *
 * @param monitors the monitors
 * @param rollback how the run goes back where a monitor's action says so
 */
public record WatchPlan(List<ConfiguredGuard<CollapseMonitor>> monitors, RollbackRules rollback) {

  /** Copies the list. */
  public WatchPlan {
    monitors = List.copyOf(monitors);
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
