package dev.doppel.guards;

import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Notices that the gradient of the backbone's first layer is many times as long as it was of late.
 * Such spikes come before the dips of vision transformers that still end with a fair accuracy, and
 * begin in the first layer (MoCo-v3, arXiv 2104.02057).
 *
 * <p>The norm is compared with the median over a window of steps before. A spike counts among those
 * from then on: the median hardly moves, but if norms stay high, they are no spikes any more after
 * half a window. A norm that is not finite is a spike at any time and is not counted; a whole
 * window of them that were skipped is divergence. What is remembered are plain numbers.
 *
 * @param threshold a norm above this many medians is a spike
 * @param window the steps whose norms make the median
 * @param warmUp the steps at the start in which finite norms are not judged
 * @param reaction what follows
 * @param everyLayer whether the norm of each layer's gradient is a figure too
 */
record GradientSpikeGuard(
    double threshold, int window, long warmUp, SpikeReaction reaction, boolean everyLayer)
    implements GradientGuard {

  private static final List<String> REMEDIES =
      List.of("guards", "optimizer.learning-rate", "optimizer.warmup-steps", "batch-size");

  private static final String CAUSE =
      "training is unstable, in the first layer before anywhere else; a fixed patch projection is"
          + " the published cure";

  private static final String NOT_FINITE = "not-finite";

  @Override
  public GradientDecision guard(Gradients gradients, State state, Step step) {
    GradientDecision decision = judge(gradients, state);
    if (!everyLayer) {
      return decision;
    }
    Verdict verdict = decision.verdict();
    Map<String, Double> figures = new TreeMap<>(verdict.figures());
    NetworkLayers.all(gradients)
        .forEach((layer, parameters) -> figures.put(layer, NetworkLayers.norm(parameters)));
    // What is no number is no figure: the verdict says so.
    figures.values().removeIf(norm -> !Double.isFinite(norm));
    return new GradientDecision(
        decision.applyStep(),
        new Verdict(
            verdict.condition(), verdict.seen(), verdict.cause(), verdict.remedies(), figures),
        decision.state());
  }

  private GradientDecision judge(Gradients gradients, State state) {
    List<ParameterGradient> layer = NetworkLayers.first(gradients);
    if (layer.isEmpty()) {
      return pass(Map.of(), state);
    }
    double norm = NetworkLayers.norm(layer);
    if (!Double.isFinite(norm)) {
      return notFinite(layer.get(0).layer(), state);
    }
    RecentNorms before = new RecentNorms(state, window);
    OptionalDouble median = before.median();
    State next = before.add(norm).state().with(NOT_FINITE, 0);
    // A layer that another guard has frozen has a norm of 0, and nothing to compare with.
    if (median.isEmpty() || median.getAsDouble() == 0) {
      return pass(Map.of("norm", norm), next);
    }
    Map<String, Double> figures = Map.of("norm", norm, "median", median.getAsDouble());
    if (before.added() < warmUp || norm <= threshold * median.getAsDouble()) {
      return pass(figures, next);
    }
    return spike(seen(layer.get(0).layer(), norm, median.getAsDouble()), figures, next);
  }

  /** Skipping helps where such gradients are few; a run that has no others does not train. */
  private GradientDecision notFinite(String layer, State state) {
    double steps = state.number(NOT_FINITE, 0) + 1;
    State next = state.with(NOT_FINITE, steps);
    String seen = "a gradient that is not finite, of the first layer, %s".formatted(layer);
    if (reaction != SpikeReaction.SKIP || steps < window) {
      return spike(seen, Map.of(), next);
    }
    String lasting =
        String.format(Locale.ROOT, "%s, for %.0f steps in a row, which were skipped", seen, steps);
    Verdict verdict = new Verdict(Condition.DIVERGENCE, lasting, CAUSE, REMEDIES, Map.of());
    return new GradientDecision(false, verdict, next);
  }

  private static GradientDecision pass(Map<String, Double> figures, State next) {
    return new GradientDecision(true, Verdict.healthy(figures), next);
  }

  private GradientDecision spike(String seen, Map<String, Double> figures, State next) {
    Condition condition = reaction == SpikeReaction.STOP ? Condition.DIVERGENCE : Condition.WARNING;
    Verdict verdict =
        new Verdict(
            condition,
            reaction == SpikeReaction.SKIP ? seen + "; the step is skipped" : seen,
            CAUSE,
            REMEDIES,
            figures);
    return new GradientDecision(reaction != SpikeReaction.SKIP, verdict, next);
  }

  private String seen(String layer, double norm, double median) {
    return String.format(
        Locale.ROOT,
        "a gradient norm of %.3g of the first layer, %s, %.1f times the median %.3g of up to %d"
            + " steps before, the limit being %s",
        norm,
        layer,
        norm / median,
        median,
        window,
        threshold);
  }
}
