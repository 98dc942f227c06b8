package dev.doppel.data;

import java.io.Serial;

/**
 * A set of images cannot be opened. The message says what was asked for, what was found there and
 * what would be accepted.
 */
public final class DataException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what was asked for, what was found and what is accepted
   */
  public DataException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what was asked for, what was found and what is accepted
   * @param cause what a reader reported
   */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
