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
import java.util.TreeMap;

/**
 * Tells the two collapses of methods over prototypes apart (arXiv 2104.14294, section 5.3), by
 * entropies as shares of {@code ln K}: all samples get one prototype or a few, where a target's
 * entropy and that of the mean target are near 0; or none prefers any, where a target's entropy is
 * near {@code ln K}. Says nothing where targets are not distributions.
 *
 * <p>An entropy of each target that is near 0 while that of their mean is not is no collapse:
 * samples are certain, and differ.
 *
 * @param interval the steps from one look to the next
 * @param patience the looks in a row that must agree before anything is said
 * @param oneAnswer a target's entropy under this share, and the mean's under six times it, is one
 *     answer
 * @param uniform a target's entropy above this share is uniform
 */
record TargetEntropyGuard(int interval, int patience, double oneAnswer, double uniform)
    implements CollapseMonitor {

  /**
   * Samples differ a little longer than they are uncertain. Measured with DINO without centring on
   * Fashion-MNIST, 1,024 prototypes: 2.5 % of {@code ln K} for each target and 15 % for their mean,
   * which are three prototypes for all samples; with centring 40 and 63 %.
   */
  private static final int MEAN = 6;

  private static final List<String> REMEDIES_FOR_ONE_ANSWER =
      List.of(
          "target-shaping",
          "target-shaping.center-momentum",
          "target-shaping.teacher-temperature",
          "target-update.momentum");

  private static final List<String> REMEDIES_FOR_UNIFORM =
      List.of(
          "target-shaping.teacher-temperature",
          "target-shaping.epsilon",
          "loss.student-temperature",
          "optimizer.learning-rate");

  @Override
  public int delay() {
    return MonitorOptions.steps(interval, patience);
  }

  @Override
  public Assessment assess(Observation observation, State state) {
    Optional<TargetStatistics> targets = observation.targets();
    double each = targets.map(TargetStatistics::meanEntropy).orElse(Double.NaN);
    // Not a number for one prototype, either, of which there is no choice.
    double relative = each / Math.log(targets.map(TargetStatistics::prototypes).orElse(1));
    if (!Double.isFinite(relative)) {
      return new Assessment(Verdict.healthy(Map.of()), state);
    }
    TargetStatistics found = targets.get();
    double ofMean = found.entropyOfMean() / Math.log(found.prototypes());
    Map<String, Double> figures = new TreeMap<>();
    figures.put("each", each);
    figures.put("of-mean", found.entropyOfMean());
    figures.put("relative", relative);
    found.divergence().ifPresent(divergence -> figures.put("divergence", divergence));
    return Finding.assess(
        observation.step(),
        state,
        figures,
        List.of(
            new Finding(
                "one-answer",
                patience,
                relative < oneAnswer && ofMean < MEAN * oneAnswer,
                Condition.COMPLETE_COLLAPSE,
                looks -> seen(relative, ofMean, "under " + percent(oneAnswer), looks),
                "all samples get the same few prototypes: nothing evens the targets out",
                REMEDIES_FOR_ONE_ANSWER),
            new Finding(
                "uniform",
                patience,
                relative > uniform,
                Condition.COMPLETE_COLLAPSE,
                looks -> seen(relative, ofMean, "above " + percent(uniform), looks),
                "all targets are uniform: nothing sharpens them",
                REMEDIES_FOR_UNIFORM)));
  }

  private static String seen(double each, double ofMean, String limit, double looks) {
    return String.format(
        Locale.ROOT,
        "a mean entropy of the targets of %s of ln K, and %s of their mean, %s for %.0f looks",
        percent(each),
        percent(ofMean),
        limit,
        looks);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
