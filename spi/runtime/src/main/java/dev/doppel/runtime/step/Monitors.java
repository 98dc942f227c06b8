package dev.doppel.runtime.step;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.spi.guard.CollapseMonitor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The monitors of a run, in order, each at its interval. */
final class Monitors {

  private static final String PREFIX = "monitor.";

  private final List<MonitorRunner> runners;

  Monitors(
      List<ConfiguredGuard<CollapseMonitor>> monitors, BoundaryChecks checks, TensorMemory memory) {
    this.runners =
        monitors.stream().map(monitor -> new MonitorRunner(monitor, checks, memory)).toList();
  }

  /** Whether any looks after a step. */
  boolean areDue(long step) {
    return runners.stream().anyMatch(runner -> runner.isDue(step));
  }

  void see(double[] losses) {
    runners.forEach(runner -> runner.see(losses));
  }

  /** Lets those look that are due after the step, and returns the first event that ends the run. */
  Optional<GuardEvent> look(Seen seen, StepListener listener, Map<String, Double> figures) {
    Optional<GuardEvent> stop = Optional.empty();
    Iterator<MonitorRunner> due =
        runners.stream().filter(runner -> runner.isDue(seen.step().index())).iterator();
    while (stop.isEmpty() && due.hasNext()) {
      stop = due.next().look(seen, listener, figures);
    }
    return stop;
  }

  /** Has those that are due after a step look at the next one instead. */
  void postpone(long step) {
    runners.stream().filter(runner -> runner.isDue(step)).forEach(MonitorRunner::postpone);
  }

  /** Whether any said at its last look that the run failed. */
  boolean haveFailed() {
    return runners.stream().anyMatch(MonitorRunner::hasFailed);
  }

  void save(Checkpoint.Builder checkpoint) {
    for (int i = 0; i < runners.size(); i++) {
      runners.get(i).save(checkpoint.part(PREFIX + i + "."));
    }
  }

  void restore(Checkpoint checkpoint) {
    for (int i = 0; i < runners.size(); i++) {
      runners.get(i).restore(checkpoint.part(PREFIX + i + "."));
    }
  }
}
