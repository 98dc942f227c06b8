package dev.doppel.guards;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.guard.ViewStatistics;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Notices predictions that agree because all are the same: their alignment and their uniformity
 * (arXiv 2005.10242) are 0 both. Says nothing where the loss predicts from one view only.
 *
 * @param interval the steps from one look to the next
 * @param patience the looks in a row that must agree before anything is said
 * @param lowUniformity a uniformity above this is a warning
 * @param collapsedUniformity a uniformity above this is complete collapse
 */
record AlignmentUniformityGuard(
    int interval, int patience, double lowUniformity, double collapsedUniformity)
    implements CollapseMonitor {

  private static final List<String> REMEDIES =
      List.of("stop-gradient", "predictor", "target-update", "optimizer.learning-rate");

  @Override
  public int delay() {
    return MonitorOptions.steps(interval, patience);
  }

  @Override
  public Assessment assess(Observation observation, State state) {
    Optional<ViewStatistics> views = observation.views().filter(ViewStatistics::isFinite);
    if (views.isEmpty()) {
      return new Assessment(Verdict.healthy(Map.of()), state);
    }
    double alignment = views.get().alignment();
    double uniformity = views.get().uniformity();
    if (!Double.isFinite(uniformity)) {
      return new Assessment(Verdict.healthy(Map.of()), state);
    }
    Map<String, Double> figures = Map.of("alignment", alignment, "uniformity", uniformity);
    return Finding.assess(
        observation.step(),
        state,
        figures,
        List.of(
            new Finding(
                "collapsed",
                patience,
                uniformity > collapsedUniformity,
                Condition.COMPLETE_COLLAPSE,
                looks -> seen(alignment, uniformity, collapsedUniformity, looks),
                "views agree because the network gives all samples the same output",
                REMEDIES),
            new Finding(
                "low",
                patience,
                uniformity > lowUniformity,
                Condition.WARNING,
                looks -> seen(alignment, uniformity, lowUniformity, looks),
                "samples are hardly further apart than views of one",
                REMEDIES)));
  }

  private static String seen(double alignment, double uniformity, double limit, double looks) {
    return String.format(
        Locale.ROOT,
        "a uniformity of %.3f (0 if all are the same) with an alignment of %.3f of the predictions,"
            + " above %s for %.0f looks",
        uniformity,
        alignment,
        limit,
        looks);
  }
}
