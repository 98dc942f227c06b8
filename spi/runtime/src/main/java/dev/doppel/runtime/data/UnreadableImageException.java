package dev.doppel.runtime.data;

import java.io.IOException;
import java.io.Serial;

/** An image is broken. The message names it and says what is wrong. */
public final class UnreadableImageException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param name the file, or the position in a file, that holds the image
   * @param reason what is wrong with it
   * @param cause the reader's exception; null if there is none
   */
  public UnreadableImageException(String name, String reason, Throwable cause) {
    super("cannot read image " + name + ": " + reason, cause);
  }
}
