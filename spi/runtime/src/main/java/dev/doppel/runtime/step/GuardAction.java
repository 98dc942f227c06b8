package dev.doppel.runtime.step;

/** What follows when a guard says that a run failed. */
public enum GuardAction {
  /** The run goes on; the verdict is reported. */
  WARN,
  /** The run ends. */
  STOP
}
