package dev.doppel.runtime.step;

import java.io.Serial;
import java.util.Optional;

/**
 * A guard ended the run: it collapsed or diverged. The message is the guard event's, or says that
 * the guard is another worker's.
 */
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

  private RunStoppedException(String message) {
    super(message);
    this.event = null;
  }

  /**
   * The exception of a worker whose own guards let the run go on.
   *
   * @param step the step at which another worker's guard ended the run, from 0
   * @return the exception
   */
  static RunStoppedException ofAnotherWorker(long step) {
    return new RunStoppedException(
        "a guard of another worker ended the run at step %d; that worker says which and why"
            .formatted(step));
  }

  /**
   * The event that ended the run.
   *
   * @return the event; empty where it is another worker's
   */
  public Optional<GuardEvent> event() {
    return Optional.ofNullable(event);
  }
}
