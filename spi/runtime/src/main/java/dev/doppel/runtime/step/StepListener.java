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
   * A guard said something other than healthy.
   *
   * @param event the guard and its verdict
   */
  default void onVerdict(GuardEvent event) {}
}
