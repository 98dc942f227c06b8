package dev.doppel.cli.training;

/**
 * Asks a run to end after the step it is in, and to write what there is. Safe to use from any
 * thread; once given, the signal stays.
 */
public final class StopSignal {

  private volatile boolean requested;

  /** Creates a signal that was not given. */
  public StopSignal() {}

  /** Gives the signal. */
  public void request() {
    requested = true;
  }

  /**
   * Whether the signal was given.
   *
   * @return true from the first {@link #request} on
   */
  public boolean requested() {
    return requested;
  }
}
