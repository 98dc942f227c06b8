package dev.doppel.cli.failure;

import java.io.Serial;

/** A run cannot go on from a checkpoint. The message says from which, why, and what can be done. */
public final class UnusableCheckpointException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what was found, and what can be done
   */
  public UnusableCheckpointException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what was found, and what can be done
   * @param cause what failed
   */
  public UnusableCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
