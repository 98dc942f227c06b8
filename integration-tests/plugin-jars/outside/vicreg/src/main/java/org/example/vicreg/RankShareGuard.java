package org.example.vicreg;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.FeatureStatistics;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Notices dimensional collapse: predictions whose effective rank (RankMe, arXiv 2210.02885) is a
 * small share of what a batch could show, three looks in a row.
 *
 * @param interval the steps from one look to the next
 * @param least the least share, from 0 to 1
 */
record RankShareGuard(int interval, double least) implements CollapseMonitor {

  private static final int PATIENCE = 3;
  private static final String LOW_LOOKS = "low-looks";

  @Override
  public int delay() {
    return interval * PATIENCE;
  }

  @Override
  public Assessment assess(Observation observation, State state) {
    FeatureStatistics predictions = observation.features(Stage.PREDICTION);
    if (!predictions.isFinite()) {
      return new Assessment(Verdict.healthy(Map.of()), state);
    }
    int possible = Math.min(predictions.rows(), predictions.width());
    double share = predictions.effectiveRank() / possible;
    double looks = share < least ? state.number(LOW_LOOKS, 0) + 1 : 0;
    Map<String, Double> figures = Map.of("share", share);
    Verdict verdict =
        looks < PATIENCE
            ? Verdict.healthy(figures)
            : new Verdict(
                Condition.DIMENSIONAL_COLLAPSE,
                String.format(
                    Locale.ROOT,
                    "a rank of %.1f %% of %d dimensions, under %.1f %%",
                    100 * share,
                    possible,
                    100 * least),
                "outputs vary along few directions",
                List.of("loss.covariance", "loss.variance", "projector"),
                figures);
    return new Assessment(verdict, state.with(LOW_LOOKS, looks));
  }
}
