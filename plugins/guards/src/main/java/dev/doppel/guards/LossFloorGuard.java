package dev.doppel.guards;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Notices a loss that comes close to the value that it declares for outputs that are all the same.
 * A warning at most, since a loss alone is no proof: an easy task brings it there as well. Says
 * nothing of losses whose value for equal outputs is that for unrelated ones, such as InfoNCE.
 *
 * @param interval the steps from one look to the next
 * @param patience the looks in a row that must agree before anything is said
 * @param tolerance how near the value, as a share of the way there
 */
record LossFloorGuard(int interval, int patience, double tolerance) implements CollapseMonitor {

  private static final List<String> REMEDIES =
      List.of("stop-gradient", "predictor", "target-update", "views");

  @Override
  public Assessment assess(Observation observation, State state) {
    OptionalDouble progress = LossProgress.betweenTwo(observation);
    if (progress.isEmpty()) {
      return new Assessment(Verdict.healthy(Map.of()), state);
    }
    Map<String, Double> figures = Map.of("progress", progress.getAsDouble());
    return Finding.assess(
        observation.step(),
        state,
        figures,
        List.of(
            new Finding(
                "looks",
                patience,
                progress.getAsDouble() > 1 - tolerance,
                Condition.WARNING,
                looks ->
                    seen(progress.getAsDouble(), observation.lossReference().collapsed(), looks),
                "outputs become the same, or the views are too easy to match",
                REMEDIES)));
  }

  private String seen(double progress, double collapsed, double looks) {
    return String.format(
        Locale.ROOT,
        "a loss that has come %.1f %% of the way to %.4g, its value where all outputs are the same;"
            + " over %.1f %% for %.0f looks",
        100 * progress,
        collapsed,
        100 * (1 - tolerance),
        looks);
  }
}
