package dev.doppel.guards;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.TargetStatistics;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Notices that few prototypes are in use, by the perplexity of the mean target, {@code exp} of its
 * entropy: as many prototypes with equal weight have that entropy. It is a share of what a batch
 * could use, the lesser of prototypes and targets. A warning at most. Says nothing where targets
 * are not distributions.
 *
 * @param interval the steps from one look to the next
 * @param patience the looks in a row that must agree before anything is said
 * @param low a share in use under this is a warning
 */
record DeadPrototypesGuard(int interval, int patience, double low) implements CollapseMonitor {

  private static final List<String> REMEDIES =
      List.of("target-shaping", "target-shaping.center-momentum", "projector", "predictor");

  @Override
  public Assessment assess(Observation observation, State state) {
    Optional<TargetStatistics> targets = observation.targets();
    double used = targets.map(DeadPrototypesGuard::used).orElse(Double.NaN);
    if (!Double.isFinite(used)) {
      return new Assessment(Verdict.healthy(Map.of()), state);
    }
    Map<String, Double> figures = Map.of("used", used);
    return Finding.assess(
        observation.step(),
        state,
        figures,
        List.of(
            new Finding(
                "looks",
                patience,
                used < low,
                Condition.WARNING,
                looks -> seen(used, targets.get().prototypes(), looks),
                "samples crowd around few prototypes",
                REMEDIES)));
  }

  private String seen(double used, int prototypes, double looks) {
    return String.format(
        Locale.ROOT,
        "%.1f %% of the prototypes that a batch could use in use, of %d, under %.1f %% for %.0f"
            + " looks",
        100 * used,
        prototypes,
        100 * low,
        looks);
  }

  private static double used(TargetStatistics targets) {
    return Math.exp(targets.entropyOfMean()) / Math.min(targets.prototypes(), targets.targets());
  }
}
