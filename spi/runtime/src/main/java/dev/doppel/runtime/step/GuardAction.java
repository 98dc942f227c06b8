package dev.doppel.runtime.step;

/** What follows when a guard says that a run failed. */
public enum GuardAction {
  /** The run goes on; the verdict is reported. */
  WARN,
  /** The run ends. */
  STOP,
  /**
   * The run goes back to its last good state, and on from there with lower learning rates, a few
   * times at most. That is for whoever drives the steps and keeps such states: to the step it is as
   * {@link #STOP}.
   */
  ROLLBACK
}
