package dev.doppel.runtime.plugin;

import java.io.Serial;

/** A plugin that was selected does not work. The message names the plugin, its jar and why. */
public class PluginException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what was asked for, which plugin failed, where it comes from and why
   */
  public PluginException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what was asked for, which plugin failed, where it comes from and why
   * @param cause what the plugin threw
   */
  public PluginException(String message, Throwable cause) {
    super(message, cause);
  }
}
