package dev.doppel.guards;

import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import java.util.Map;

/**
 * Keeps the online network's last layer as it is at the start of a run: DINO's last layer for an
 * epoch (arXiv 2104.14294, official code), SwAV's prototypes for 313 steps (arXiv 2006.09882,
 * official code). Features settle before what scores them follows. Nothing is remembered.
 *
 * @param steps the steps for which the layer is frozen; 0 to count epochs
 * @param epochs the epochs for which it is frozen, where {@code steps} is 0
 */
record FreezeLastLayerGuard(long steps, double epochs) implements GradientGuard {

  @Override
  public GradientDecision guard(Gradients gradients, State state, Step step) {
    if (isFrozen(step)) {
      NetworkLayers.last(gradients).forEach(ParameterGradient::freeze);
    }
    return new GradientDecision(true, Verdict.healthy(Map.of()), state);
  }

  private boolean isFrozen(Step step) {
    return steps > 0 ? step.index() < steps : step.epoch() < epochs;
  }
}
