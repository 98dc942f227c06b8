package dev.doppel.runtime.step;

import dev.doppel.runtime.checkpoint.Checkpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;

/** Takes a watched network, and what its monitors remember, back to the last good state. */
final class WatchRollback {

  private static final Logger LOGGER = System.getLogger(WatchRollback.class.getName());

  private static final String COUNT = "rollbacks";

  private final RollbackRules rules;
  private final long interval;
  private final LastGoodState<Kept> states = new LastGoodState<>();
  private int count;

  /** A state, and the steps before it. */
  private record Kept(long steps, NetworkState.Kept network, Checkpoint monitors) {}

  WatchRollback(WatchPlan plan) {
    this.rules = plan.rollback();
    this.interval = rules.interval(plan.monitors());
  }

  /** Forgets the states of a run that the loop itself took back, and not how often it went back. */
  void restore(Checkpoint checkpoint) {
    states.begin(Optional.empty(), Optional.empty());
    count = checkpoint.smallCount(COUNT);
  }

  void save(Checkpoint.Builder checkpoint) {
    checkpoint.count(COUNT, count);
  }

  boolean hasBegun() {
    return states.good().isPresent();
  }

  void begin(long steps, NetworkState network, Monitors monitors) {
    states.begin(Optional.of(kept(steps, network, monitors)), Optional.empty());
  }

  /** Keeps the state after so many steps, if it is time. */
  void afterStep(long steps, NetworkState network, Monitors monitors) {
    if (monitors.haveFailed()) {
      states.fail();
    }
    if (steps % interval == 0) {
      states.keep(kept(steps, network, monitors), !monitors.haveFailed());
    }
  }

  private static Kept kept(long steps, NetworkState network, Monitors monitors) {
    Checkpoint.Builder remembered = new Checkpoint.Builder();
    monitors.save(remembered);
    return new Kept(steps, network.keep(), remembered.build());
  }

  /**
   * Goes back, if the event asks for it and it did not too often.
   *
   * @return the steps before the state it went back to
   */
  Optional<Long> goBack(GuardEvent event, long steps, Monitors monitors) {
    if (event.action() != GuardAction.ROLLBACK || count >= rules.most()) {
      return Optional.empty();
    }
    Kept to = states.good().orElseThrow();
    count++;
    to.network().restore(rules.learningRateFactor());
    monitors.restore(to.monitors());
    states.fail();
    LOGGER.log(
        Level.WARNING,
        "{0}",
        String.format(
            Locale.ROOT,
            "rollback %d of at most %d: from step %,d back to step %,d, learning rates times %s from"
                + " there on; the data go on where they are",
            count,
            rules.most(),
            steps,
            to.steps(),
            rules.learningRateFactor()));
    return Optional.of(to.steps());
  }
}
