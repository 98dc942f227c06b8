package dev.doppel.runtime.training;

import java.io.Serial;

/**
 * A device that was asked for is not there, or the platform cannot run on any here. The message
 * says what is missing.
 */
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

  /**
   * Creates the exception of a platform that does not start.
   *
   * @param message what was asked for, what was found and which artifact is missing
   * @param cause what the platform said
   */
  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
