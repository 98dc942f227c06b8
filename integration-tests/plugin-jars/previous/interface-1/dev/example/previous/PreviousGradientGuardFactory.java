package dev.example.previous;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.option.Options;
import java.util.Map;

/** Clips each parameter's gradient. */
final class PreviousGradientGuardFactory implements CollapseGuardFactory {

  @Override
  public String name() {
    return "previous-clip";
  }

  @Override
  public String description() {
    return "Clips each parameter's gradient to a norm of 3.";
  }

  @Override
  public Class<? extends CollapseGuard> kind() {
    return GradientGuard.class;
  }

  @Override
  public CollapseGuard create(Options options) {
    GradientGuard guard =
        (gradients, state, step) -> {
          for (ParameterGradient gradient : gradients.parameters()) {
            gradient.clip(3);
          }
          return new GradientDecision(true, Verdict.healthy(Map.of()), state);
        };
    return guard;
  }
}
