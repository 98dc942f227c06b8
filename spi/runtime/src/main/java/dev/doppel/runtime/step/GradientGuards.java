package dev.doppel.runtime.step;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.step.Step;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gradient guards of a run, in order. */
final class GradientGuards {

  private final List<GradientGuardRunner> runners;

  GradientGuards(
      List<ConfiguredGuard<GradientGuard>> guards, BoundaryChecks checks, TensorMemory memory) {
    this.runners =
        guards.stream().map(guard -> new GradientGuardRunner(guard, checks, memory)).toList();
  }

  boolean isEmpty() {
    return runners.isEmpty();
  }

  /** Lets them see and change a step's gradients, until one of them ends the run. */
  GradientGuardRunner.Answer guard(
      Gradients gradients, Step step, StepListener listener, Map<String, Double> figures) {
    boolean apply = true;
    Optional<GuardEvent> stop = Optional.empty();
    Iterator<GradientGuardRunner> guards = runners.iterator();
    while (stop.isEmpty() && guards.hasNext()) {
      GradientGuardRunner.Answer answer = guards.next().guard(gradients, step, listener, figures);
      apply &= answer.applyStep();
      stop = answer.stop();
    }
    return new GradientGuardRunner.Answer(apply, stop);
  }

  /** Whether any said at the last step that the run failed. */
  boolean haveFailed() {
    return runners.stream().anyMatch(GradientGuardRunner::hasFailed);
  }

  void save(Checkpoint.Builder checkpoint) {
    for (int i = 0; i < runners.size(); i++) {
      runners.get(i).save(checkpoint.part(part(i)));
    }
  }

  void restore(Checkpoint checkpoint) {
    for (int i = 0; i < runners.size(); i++) {
      runners.get(i).restore(checkpoint.part(part(i)));
    }
  }

  private static String part(int index) {
    return "gradient-guard." + index + ".";
  }
}
