package dev.doppel.guards;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.TargetNetworkStatistics;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Map;

/**
 * Notices a target network that has a parameter in the online network's memory: it is no second
 * network then, whatever the recipe says. Nothing is remembered.
 *
 * @param interval the steps from one look to the next
 */
record TargetAliasGuard(int interval) implements CollapseMonitor {

  @Override
  public Assessment assess(Observation observation, State state) {
    boolean shares =
        observation.targetNetwork().filter(TargetNetworkStatistics::sharesStorage).isPresent();
    Map<String, Double> figures = Map.of("shared", shares ? 1.0 : 0.0);
    return new Assessment(
        shares
            ? new Verdict(
                Condition.WARNING,
                "a parameter of the target network that lies in the online network's memory",
                "both networks were built from the same layers; give the target layers of its own",
                List.of("backbone", "projector"),
                figures)
            : Verdict.healthy(figures),
        state);
  }
}
