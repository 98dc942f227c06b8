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
 * Notices a loss that stays at the value that it declares for unrelated outputs, {@code ln K} and
 * the like: nothing is learned. A warning at most, since a loss alone is no proof.
 *
 * @param interval the steps from one look to the next
 * @param patience the looks in a row that must agree before anything is said
 * @param tolerance how near the value, as a share of the way from there to the collapsed one
 */
record LossPlateauGuard(int interval, int patience, double tolerance) implements CollapseMonitor {

  private static final List<String> REMEDIES =
      List.of("optimizer.learning-rate", "loss.temperature", "target-shaping", "views");

  @Override
  public Assessment assess(Observation observation, State state) {
    OptionalDouble progress = LossProgress.of(observation);
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
                Math.abs(progress.getAsDouble()) < tolerance,
                Condition.WARNING,
                looks -> seen(observation.lossReference().uniform(), looks),
                "nothing is learned, or targets are uniform",
                REMEDIES)));
  }

  private String seen(double uniform, double looks) {
    return String.format(
        Locale.ROOT,
        "a loss within %.1f %% of %.4g, its value for unrelated outputs, for %.0f looks",
        100 * tolerance,
        uniform,
        looks);
  }
}
