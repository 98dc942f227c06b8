package dev.doppel.guards;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.TargetNetworkStatistics;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Notices a target network that does not follow the online one as a moving average does: one that
 * never moves though the other does, or one that is where the other is after each step. Says
 * nothing where there is no target network, or while the online network stands still. What is
 * remembered are plain numbers.
 *
 * @param interval the steps from one look to the next
 * @param patience the looks in a row that must agree before anything is said
 */
record TargetDriftGuard(int interval, int patience) implements CollapseMonitor {

  private static final String TARGET = "target-mark";
  private static final String ONLINE = "online-mark";

  private static final List<String> REMEDIES =
      List.of("target-update", "target-update.momentum", "target-update.schedule");

  @Override
  public Assessment assess(Observation observation, State state) {
    Optional<TargetNetworkStatistics> network =
        observation
            .targetNetwork()
            .filter(found -> Double.isFinite(found.targetMark() + found.onlineMark()));
    if (network.isEmpty()) {
      return new Assessment(Verdict.healthy(Map.of()), state);
    }
    TargetNetworkStatistics found = network.get();
    Map<String, Double> figures = Map.of("distance", found.distance());
    boolean first = !state.numbers().containsKey(ONLINE);
    boolean moves = !first && state.number(ONLINE, 0) != found.onlineMark();
    boolean stands = moves && state.number(TARGET, 0) == found.targetMark();
    Streak never = new Streak("never", patience);
    Streak always = new Streak("always", patience);
    State next = never.next(state, stands);
    next = always.next(next, moves && found.distance() == 0);
    next = next.with(TARGET, found.targetMark()).with(ONLINE, found.onlineMark());
    if (never.lasts(next)) {
      return new Assessment(
          warning(
              "a target network that did not move for %.0f looks while the online network did",
              never.length(next), "its momentum is 1, or its update is not called", figures),
          next);
    }
    if (always.lasts(next)) {
      return new Assessment(
          warning(
              "a target network that was the same as the online network at each of %.0f looks",
              always.length(next),
              "its momentum is 0, or both networks share their memory",
              figures),
          next);
    }
    return new Assessment(Verdict.healthy(figures), next);
  }

  private static Verdict warning(
      String seen, double looks, String cause, Map<String, Double> figures) {
    return new Verdict(
        Condition.WARNING, String.format(Locale.ROOT, seen, looks), cause, REMEDIES, figures);
  }
}
