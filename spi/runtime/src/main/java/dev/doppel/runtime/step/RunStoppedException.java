package dev.doppel.runtime.step;

import java.io.Serial;

/** A guard ended the run: it collapsed or diverged. The message is the guard event's. */
public final class RunStoppedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final transient GuardEvent event;

  /**
   * Creates the exception.
   *
   * @param event the event that ends the run
   */
  public RunStoppedException(GuardEvent event) {
    super(event.message());
    this.event = event;
  }

  /**
   * The event that ended the run.
   *
   * @return the event
   */
  public GuardEvent event() {
    return event;
  }
}
