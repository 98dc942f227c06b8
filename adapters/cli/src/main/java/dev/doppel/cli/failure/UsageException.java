package dev.doppel.cli.failure;

import java.io.Serial;

/** A command was asked for something that it cannot do. The message says what is allowed. */
public final class UsageException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what was asked, what was found, and what is allowed
   */
  public UsageException(String message) {
    super(message);
  }

  /**
   * Creates the exception for a value that something else refused.
   *
   * @param message what was asked, what was found, and what is allowed
   * @param cause the refusal
   */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
