package dev.doppel.cli;

import dev.doppel.cli.failure.DivergedException;
import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.failure.UnusableCheckpointException;
import dev.doppel.cli.failure.UsageException;
import dev.doppel.data.DataException;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.plugin.UnknownExtensionException;
import dev.doppel.runtime.recipe.RecipeException;
import dev.doppel.runtime.step.RunStoppedException;
import dev.doppel.runtime.training.DeviceException;

/** The exit status of a command. */
enum ExitStatus {
  /** All went well. */
  SUCCESS(0),
  /** A defect of Doppel or of a library: the only failure that prints a stack trace. */
  UNEXPECTED(1),
  /** What was asked for is wrong: an argument, a recipe's key or value. */
  USAGE(2),
  /** The data, or a checkpoint, cannot be used. */
  DATA(3),
  /** A guard ended the run, or the encoder is of no use: it collapsed or diverged. */
  COLLAPSE(4),
  /** A device is absent, or its memory is too small. */
  DEVICE(5),
  /** A file cannot be written or read. */
  STORAGE(6),
  /** A plugin is broken, or there are two of it. */
  PLUGIN(7),
  /** Somebody pressed Ctrl-C; 128 + 2, the number of the signal. */
  INTERRUPTED(130);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /**
   * The status that a failure ends a command with.
   *
   * @param failure what was thrown
   * @return the status; {@link #UNEXPECTED} for whatever is nobody's mistake but ours
   */
  static ExitStatus of(Throwable failure) {
    if (failure instanceof UsageException
        || failure instanceof RecipeException
        || failure instanceof UnknownExtensionException) {
      return USAGE;
    }
    if (failure instanceof DataException || failure instanceof UnusableCheckpointException) {
      return DATA;
    }
    if (failure instanceof RunStoppedException || failure instanceof DivergedException) {
      return COLLAPSE;
    }
    if (failure instanceof DeviceException) {
      return DEVICE;
    }
    if (failure instanceof StorageException) {
      return STORAGE;
    }
    return failure instanceof PluginException ? PLUGIN : UNEXPECTED;
  }
}
