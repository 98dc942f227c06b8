package dev.doppel.runtime.step;

/** Is told what happens in a run, on the training thread. */
public interface StepListener {

  /**
   * A step is done and its loss was read. Called once a step, in order, in blocks.
   *
   * @param record the step's figures
   */
  default void onStep(StepRecord record) {}

  /**
   * A guard said something else than at its last look: a warning or a failure, or after a failure
   * that the run is healthy again.
   *
   * @param event the guard and its verdict
   */
  default void onVerdict(GuardEvent event) {}
}
