package dev.doppel.runtime.step;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import java.util.Map;
import java.util.Optional;

/** Follows one guard's verdicts: since when it says the same, and which events to tell. */
final class GuardWatch {

  private final String name;
  private final GuardAction action;
  private Condition condition = Condition.HEALTHY;
  private long since;

  GuardWatch(String name, GuardAction action) {
    this.name = name;
    this.action = action;
  }

  void save(Checkpoint.Builder checkpoint) {
    checkpoint.text("condition", condition.name()).count("since", since);
  }

  void restore(Checkpoint checkpoint) {
    condition = Condition.valueOf(checkpoint.text("condition"));
    since = checkpoint.count("since");
  }

  boolean hasFailed() {
    return condition.isFailure();
  }

  /** Takes note of a verdict, and returns the event if it ends the run. */
  Optional<GuardEvent> take(
      Verdict verdict, long step, StepListener listener, Map<String, Double> figures) {
    verdict.figures().forEach((figure, value) -> figures.put(name + "." + figure, value));
    boolean changed = verdict.condition() != condition;
    boolean hadFailed = hasFailed();
    if (changed) {
      condition = verdict.condition();
      since = verdict.since().orElse(step);
    }
    GuardEvent event = new GuardEvent(name, step, since, verdict, action);
    // A lasting condition is told once, not at each look. That it is over is told of failures only:
    // warnings come and go.
    if (changed && (!event.isRecovery() || hadFailed)) {
      listener.onVerdict(event);
    }
    return Optional.of(event).filter(GuardEvent::stops);
  }
}
