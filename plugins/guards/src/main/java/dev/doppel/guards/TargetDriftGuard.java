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
    State marked = state.with(TARGET, found.targetMark()).with(ONLINE, found.onlineMark());
    return Finding.assess(
        observation.step(),
        marked,
        figures,
        List.of(
            warning(
                "never",
                stands,
                "a target network that did not move for %.0f looks while the online network did",
                "its momentum is 1, or its update is not called"),
            warning(
                "always",
                moves && found.distance() == 0,
                "a target network that was the same as the online network at each of %.0f looks",
                "its momentum is 0, or both networks share their memory")));
  }

  private Finding warning(String name, boolean isSo, String seen, String cause) {
    return new Finding(
        name,
        patience,
        isSo,
        Condition.WARNING,
        looks -> String.format(Locale.ROOT, seen, looks),
        cause,
        REMEDIES);
  }
}
