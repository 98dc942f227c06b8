package dev.doppel.runtime.step;

import dev.doppel.spi.guard.CollapseMonitor;
import java.util.List;

/**
 * How a run goes back to its last good state where a guard with action {@link GuardAction#ROLLBACK}
 * says that it failed.
 *
 * @param most how often it does; after that it stops
 * @param learningRateFactor what each rollback multiplies the learning rates of the rest by
 * @param every steps between states to go back to; more where a guard needs longer to tell
 */
public record RollbackRules(int most, double learningRateFactor, long every) {

  /**
   * The steps between states that leave each monitor time to tell of a state's fault before the
   * next one is kept.
   *
   * @param monitors the run's monitors
   * @return the steps
   */
  public long interval(List<ConfiguredGuard<CollapseMonitor>> monitors) {
    return monitors.stream()
        .map(ConfiguredGuard::guard)
        .mapToLong(monitor -> (long) monitor.delay() + monitor.interval())
        .reduce(every, Math::max);
  }
}
