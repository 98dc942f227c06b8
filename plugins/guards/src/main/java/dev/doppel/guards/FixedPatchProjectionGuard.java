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
 * Keeps the backbone's first layer, weight and bias, as it was drawn, for the whole run: the random
 * patch projection of MoCo-v3 (arXiv 2104.02057), where spikes of the gradient begin that make
 * vision transformers dip. Whatever the backbone is, its first layer is meant. Nothing is
 * remembered.
 */
record FixedPatchProjectionGuard() implements GradientGuard {

  @Override
  public GradientDecision guard(Gradients gradients, State state, Step step) {
    NetworkLayers.first(gradients).forEach(ParameterGradient::freeze);
    return new GradientDecision(true, Verdict.healthy(Map.of()), state);
  }
}
