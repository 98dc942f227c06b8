package dev.doppel.runtime.step;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.boundary.PluginBoundary;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.step.Step;
import java.util.Map;
import java.util.Optional;

/** Runs one gradient guard at each step. */
final class GradientGuardRunner {

  private final GradientGuard guard;
  private final StateKeeper state;
  private final GuardWatch watch;

  GradientGuardRunner(
      ConfiguredGuard<GradientGuard> configured, BoundaryChecks checks, TensorMemory memory) {
    PluginBoundary boundary = configured.boundary(checks);
    this.guard = boundary.gradientGuard(configured.guard());
    this.state = new StateKeeper(memory, boundary);
    this.watch = new GuardWatch(configured.name(), configured.action());
  }

  /** What one guard says of a step. */
  record Answer(boolean applyStep, Optional<GuardEvent> stop) {}

  void save(Checkpoint.Builder checkpoint) {
    state.save(checkpoint.part("state."));
    watch.save(checkpoint);
  }

  void restore(Checkpoint checkpoint) {
    state.restore(checkpoint.part("state."));
    watch.restore(checkpoint);
  }

  boolean hasFailed() {
    return watch.hasFailed();
  }

  Answer guard(Gradients gradients, Step step, StepListener listener, Map<String, Double> figures) {
    GradientDecision decision = guard.guard(gradients, state.get(), step.resolve(guard));
    state.replace(decision.state());
    Optional<GuardEvent> stop = watch.take(decision.verdict(), step.index(), listener, figures);
    return new Answer(decision.applyStep(), stop);
  }
}
