package dev.doppel.runtime.training;

import java.io.Serial;

/** A device that was asked for is not there. The message says what is missing. */
public final class DeviceException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what was asked for, what was found and which artifact is missing
   */
  public DeviceException(String message) {
    super(message);
  }
}
