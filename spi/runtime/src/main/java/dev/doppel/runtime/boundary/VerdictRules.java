package dev.doppel.runtime.boundary;

import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;

/** What a guard's answer must have. */
final class VerdictRules {

  private VerdictRules() {}

  static void check(Verdict verdict, State state, long step, PluginBoundary boundary) {
    boundary.requireNonNull(verdict, "no verdict", step);
    boundary.requireNonNull(state, "no state", step);
    boundary.requireNonNull(verdict.condition(), "a verdict without condition", step);
    boundary.requireNonNull(verdict.seen(), "a verdict without what was seen", step);
    boundary.requireNonNull(verdict.cause(), "a verdict without cause", step);
    boundary.requireNonNull(verdict.since(), "a verdict without since", step);
    verdict
        .figures()
        .forEach(
            (name, value) -> {
              boundary.requireName(name, "a figure", step);
              boundary.requireNonNull(value, "a figure '%s' without value".formatted(name), step);
            });
  }
}
