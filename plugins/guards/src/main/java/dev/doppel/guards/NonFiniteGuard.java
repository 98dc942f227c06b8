package dev.doppel.guards;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Map;

/**
 * Notices a run whose numbers are numbers no more: losses, or the online network's last outputs,
 * that are {@code NaN} or infinite. Training goes on without complaint then, and every further step
 * is wasted.
 *
 * <p>Features are looked at only if all losses are finite. Nothing is remembered.
 *
 * @param interval the steps from one look to the next, at least 1
 */
record NonFiniteGuard(int interval) implements CollapseMonitor {

  private static final List<String> REMEDIES =
      List.of("optimizer.learning-rate", "optimizer.warmup-steps", "batch-size");

  @Override
  public Assessment assess(Observation observation, State state) {
    List<Double> losses = observation.losses();
    List<Double> broken = losses.stream().filter(loss -> !Double.isFinite(loss)).toList();
    Map<String, Double> figures = Map.of("losses", (double) broken.size());
    if (!broken.isEmpty()) {
      String seen =
          "%d of the last %d losses not finite, the first of them %s"
              .formatted(broken.size(), losses.size(), broken.get(0));
      return new Assessment(divergence(seen, figures), state);
    }
    if (!observation.features(Stage.PREDICTION).isFinite()) {
      return new Assessment(
          divergence("predictions that are not finite, while the loss still is", figures), state);
    }
    return new Assessment(Verdict.healthy(figures), state);
  }

  private static Verdict divergence(String seen, Map<String, Double> figures) {
    return new Verdict(
        Condition.DIVERGENCE,
        seen,
        "parameters grew beyond what numbers hold, or the data have values that are not finite",
        REMEDIES,
        figures);
  }
}
