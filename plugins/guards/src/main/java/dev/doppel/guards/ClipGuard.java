package dev.doppel.guards;

import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import java.util.List;
import java.util.Map;

/**
 * Scales gradients down to a norm where they are longer, by {@code maximum / (norm + 1e-6)}: each
 * parameter's by itself, as DINO does with a maximum of 3 (arXiv 2104.14294, official code), or all
 * by the factor of their common norm (Pascanu et al., arXiv 1211.5063).
 *
 * <p>A common norm that is not finite leaves all as they are, for other guards to notice. Nothing
 * is remembered.
 *
 * @param maximum the greatest norm, above 0
 * @param scope whose norm counts
 */
record ClipGuard(double maximum, ClipScope scope) implements GradientGuard {

  /** What official code adds to the norm, so that nothing is divided by 0. */
  private static final double EPSILON = 1e-6;

  @Override
  public GradientDecision guard(Gradients gradients, State state, Step step) {
    List<ParameterGradient> parameters = gradients.parameters();
    Map<String, Double> figures =
        switch (scope) {
          case TENSOR -> clipEach(parameters);
          case GLOBAL -> clipTogether(parameters);
        };
    return new GradientDecision(true, Verdict.healthy(figures), state);
  }

  /** Gives no figures: reading norms would have the host wait for the device. */
  private Map<String, Double> clipEach(List<ParameterGradient> parameters) {
    parameters.forEach(parameter -> parameter.clip(maximum));
    return Map.of();
  }

  private Map<String, Double> clipTogether(List<ParameterGradient> parameters) {
    double norm = NetworkLayers.norm(parameters);
    if (!Double.isFinite(norm)) {
      return Map.of();
    }
    double factor = maximum / (norm + EPSILON);
    if (factor < 1) {
      parameters.forEach(parameter -> parameter.scale(factor));
    }
    return Map.of("norm", norm);
  }
}
