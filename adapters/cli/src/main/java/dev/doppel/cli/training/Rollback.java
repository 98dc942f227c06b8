package dev.doppel.cli.training;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.LastGoodState;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.RollbackRules;
import dev.doppel.runtime.training.TrainingSession;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps the last good state of a run in memory, where a guard may ask to go back to it. A state is
 * good once each monitor had the time to tell of a failure after it and no guard said meanwhile
 * that the run failed; the state before the first step is always. For one thread.
 */
final class Rollback {

  private static final String GOOD = "rollback.good.";
  private static final String CANDIDATE = "rollback.candidate.";

  private final TrainingSession session;
  private final RunState state;
  private final boolean isAsked;
  private final RollbackRules rules;
  private final long interval;
  private final LastGoodState<Kept> states = new LastGoodState<>();

  /** A state and where in the run it was. */
  private record Kept(RunMark mark, Checkpoint session) {

    void save(Checkpoint.Builder checkpoint) {
      mark.save(checkpoint.part("mark."));
      checkpoint.part("session.").addAll(session);
    }

    static Optional<Kept> restore(Checkpoint checkpoint) {
      return checkpoint.numbers().isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Kept(RunMark.restore(checkpoint.part("mark.")), checkpoint.part("session.")));
    }
  }

  Rollback(PreparedRun run, TrainingSession session, RunState state) {
    Map<String, String> settings = run.resolved().settings();
    Method method = run.plan().method();
    this.session = session;
    this.state = state;
    this.rules =
        new RollbackRules(
            Integer.parseInt(settings.get("rollback.most")),
            Double.parseDouble(settings.get("rollback.learning-rate-factor")),
            Long.parseLong(settings.get("rollback.every")));
    this.isAsked =
        Stream.concat(method.gradientGuards().stream(), method.monitors().stream())
            .map(ConfiguredGuard::action)
            .anyMatch(action -> action == GuardAction.ROLLBACK);
    this.interval = rules.interval(method.monitors());
  }

  /** Keeps the state before the first step. */
  void begin() {
    if (isAsked) {
      states.begin(Optional.of(keep()), Optional.empty());
    }
  }

  /** Keeps the state after a step, if it is time. */
  void afterStep() {
    if (!isAsked) {
      return;
    }
    if (state.recorder().takeFailed()) {
      states.fail();
    }
    if (state.steps() % interval == 0) {
      // A lasting failure is told once only.
      states.keep(keep(), !session.hasFailed());
    }
  }

  private Kept keep() {
    Checkpoint.Builder checkpoint = new Checkpoint.Builder();
    session.save(checkpoint);
    return new Kept(state.mark(), checkpoint.build());
  }

  /**
   * Takes the run back to its last good state, with lower learning rates from there on.
   *
   * @return whether it did; if not, the run is to end
   */
  boolean goBack(Optional<GuardEvent> event) {
    boolean asks = event.isPresent() && event.get().action() == GuardAction.ROLLBACK;
    if (!asks || state.rollbacks() >= rules.most() || states.good().isEmpty()) {
      return false;
    }
    Kept to = states.good().get();
    long from = state.steps();
    try {
      session.restore(to.session(), "the state in memory");
    } catch (CheckpointException e) {
      throw new IllegalStateException("a state of this very session fits it", e);
    }
    int count = state.rollbacks() + 1;
    // The state kept has the factors of the rollbacks before it, and none of those since.
    session.scaleLearningRate(Math.pow(rules.learningRateFactor(), count - to.mark().rollbacks()));
    states.fail();
    state.recorder().takeFailed();
    state.goBack(
        event.get(),
        to.mark(),
        String.format(
            Locale.ROOT,
            "rollback %d of at most %d: from step %,d back to step %,d, learning rates times %s from"
                + " there on",
            count,
            rules.most(),
            from,
            to.mark().steps(),
            rules.learningRateFactor()));
    return true;
  }

  void save(Checkpoint.Builder checkpoint) {
    states.good().ifPresent(kept -> kept.save(checkpoint.part(GOOD)));
    states.candidate().ifPresent(kept -> kept.save(checkpoint.part(CANDIDATE)));
  }

  /** Reads it back; an {@link IllegalArgumentException} says what is missing. */
  void restore(Checkpoint checkpoint) {
    states.begin(Kept.restore(checkpoint.part(GOOD)), Kept.restore(checkpoint.part(CANDIDATE)));
  }
}
