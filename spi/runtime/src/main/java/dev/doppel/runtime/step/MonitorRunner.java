package dev.doppel.runtime.step;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.boundary.PluginBoundary;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Observation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one monitor at its interval. */
final class MonitorRunner {

  /** How many steps looks are put off at most without a loss being forgotten. */
  static final int MOST_POSTPONED = 10_000;

  private final CollapseMonitor monitor;
  private final StateKeeper state;
  private final GuardWatch watch;
  private final Deque<Double> unseenLosses = new ArrayDeque<>();
  private boolean isPostponed;

  MonitorRunner(
      ConfiguredGuard<CollapseMonitor> configured, BoundaryChecks checks, TensorMemory memory) {
    PluginBoundary boundary = configured.boundary(checks);
    this.monitor = boundary.monitor(configured.guard());
    this.state = new StateKeeper(memory, boundary);
    this.watch = new GuardWatch(configured.name(), configured.action());
  }

  void save(Checkpoint.Builder checkpoint) {
    state.save(checkpoint.part("state."));
    watch.save(checkpoint);
    double[] losses = unseenLosses.stream().mapToDouble(Double::doubleValue).toArray();
    checkpoint.count("postponed", isPostponed ? 1 : 0);
    checkpoint.array("unseen-losses", CheckpointArray.of(losses, losses.length));
  }

  void restore(Checkpoint checkpoint) {
    state.restore(checkpoint.part("state."));
    watch.restore(checkpoint);
    CheckpointArray losses = checkpoint.array("unseen-losses");
    if (losses.length() > mostUnseen()) {
      throw new IllegalArgumentException(
          "the checkpoint has %,d losses that a monitor has yet to see, and there can be %,d at most"
              .formatted(losses.length(), mostUnseen()));
    }
    isPostponed = checkpoint.count("postponed") == 1;
    unseenLosses.clear();
    see(losses.doubles());
  }

  /**
   * Two intervals, since another monitor's event that ends a run keeps this one from its look, and
   * the loop may go on after all.
   */
  private long mostUnseen() {
    return 2L * monitor.interval() + MOST_POSTPONED;
  }

  boolean hasFailed() {
    return watch.hasFailed();
  }

  /** Lets it look at the next step. */
  void postpone() {
    isPostponed = true;
  }

  boolean isDue(long step) {
    return isPostponed || (step + 1) % monitor.interval() == 0;
  }

  /** Adds losses, and forgets the oldest where a monitor is kept from looking for too long. */
  void see(double[] losses) {
    for (double loss : losses) {
      unseenLosses.add(loss);
    }
    long most = mostUnseen();
    while (unseenLosses.size() > most) {
      unseenLosses.remove();
    }
  }

  /** Lets the monitor look, and returns the event if it ends the run. */
  Optional<GuardEvent> look(Seen seen, StepListener listener, Map<String, Double> figures) {
    Observation observation = seen.observation(List.copyOf(unseenLosses));
    unseenLosses.clear();
    isPostponed = false;
    Assessment assessment = monitor.assess(observation, state.get());
    state.replace(assessment.state());
    return watch.take(assessment.verdict(), seen.step().index(), listener, figures);
  }
}
