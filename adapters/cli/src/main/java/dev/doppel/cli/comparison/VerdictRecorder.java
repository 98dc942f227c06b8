package dev.doppel.cli.comparison;

import dev.doppel.cli.training.RunOverview;
import dev.doppel.cli.training.TrainingListener;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.StepRecord;
import java.util.Optional;

/**
 * Keeps the first failure that guards saw of a run, or, without one, the first warning; and passes
 * everything on. For one thread.
 */
final class VerdictRecorder implements TrainingListener {

  private final TrainingListener next;
  private GuardEvent worst;

  VerdictRecorder(TrainingListener next) {
    this.next = next;
  }

  Optional<GuardFinding> worst() {
    return Optional.ofNullable(worst)
        .map(
            event ->
                new GuardFinding(
                    event.guard(),
                    event.verdict().condition(),
                    event.step(),
                    event.verdict().seen()));
  }

  @Override
  public void onVerdict(GuardEvent event) {
    boolean worse = worst == null || (isFailure(event) && !isFailure(worst));
    if (worse) {
      worst = event;
    }
    next.onVerdict(event);
  }

  private static boolean isFailure(GuardEvent event) {
    return event.verdict().condition().isFailure();
  }

  @Override
  public void onStep(StepRecord record) {
    next.onStep(record);
  }

  @Override
  public void onStart(RunOverview overview) {
    next.onStart(overview);
  }

  @Override
  public void onPhase(String phase) {
    next.onPhase(phase);
  }

  @Override
  public void onProgress(long steps) {
    next.onProgress(steps);
  }
}
