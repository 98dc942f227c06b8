package dev.doppel.cli.training;

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
   * @param steps the steps taken so far; 0 right before the first
   */
  default void onProgress(long steps) {}
}
