package dev.doppel.cli.training;

import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.StepListener;

/** Is told how a run goes, on the thread that trains. */
public interface TrainingListener extends StepListener {

  /** A listener that does nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * The networks are built and the first step is near.
   *
   * @param overview what will be trained
   */
  default void onStart(RunOverview overview) {}

  /**
   * Something other than training steps begins.
   *
   * @param phase what, such as {@code measuring the random encoder}
   */
  default void onPhase(String phase) {}

  /**
   * Training begins, or a step was taken. Its figures may come later, through {@link #onStep}.
   *
   * @param steps the steps taken so far; right before the first one 0, or where the run goes on
   */
  default void onProgress(long steps) {}

  /**
   * A guard took the run back to an earlier step, which is what {@link #onProgress} goes on from.
   *
   * @param event what the guard found
   * @param words how far the run goes back, and what changes, in one line
   */
  default void onRollback(GuardEvent event, String words) {}
}
