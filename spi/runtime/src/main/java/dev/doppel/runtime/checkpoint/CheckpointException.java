package dev.doppel.runtime.checkpoint;

import java.io.IOException;
import java.io.Serial;

/** A checkpoint cannot be used. The message says which, what was found and what to do. */
public final class CheckpointException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what was found
   */
  public CheckpointException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what was found
   * @param cause what failed
   */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A checkpoint whose bytes are as they were written, but that lacks a part or has one that does
   * not fit.
   *
   * @param source the file's name
   * @param cause what was found
   * @return the exception
   */
  public static CheckpointException incomplete(String source, RuntimeException cause) {
    return new CheckpointException(
        "cannot go on from %s: it was not written by a run like this one (%s)"
            .formatted(source, cause.getMessage()),
        cause);
  }
}
