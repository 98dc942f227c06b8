package dev.doppel.cli.training;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.failure.UsageException;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.file.SummaryFile;
import dev.doppel.cli.result.RunOutcome;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** How the run in a folder ended. */
public final class RunEnding {

  private RunEnding() {}

  /**
   * How a run ended.
   *
   * @param folder the run's folder
   * @return what its summary says; empty if it is still running or was cut off
   * @throws dev.doppel.cli.failure.StorageException if the summary cannot be read
   */
  public static Optional<RunOutcome> of(RunFolder folder) {
    return SummaryFile.read(folder.summary()).map(summary -> outcome(summary, folder));
  }

  private static RunOutcome outcome(SummaryFile summary, RunFolder folder) {
    try {
      return new RunOutcome(
          RunOutcome.Ending.valueOf(summary.text("ending").toUpperCase(Locale.ROOT)),
          summary.whole("steps"),
          summary.whole("planned-steps"),
          summary.text("message"));
    } catch (IllegalArgumentException e) {
      throw StorageException.reading(
          folder.summary(), new IOException("it does not say how a run ended", e));
    }
  }

  static void requireUnfinished(RunFolder folder) {
    Optional<RunOutcome> outcome = of(folder);
    if (outcome.isEmpty() || outcome.get().ending() == RunOutcome.Ending.INTERRUPTED) {
      return;
    }
    throw new UsageException(
        outcome.get().ending() == RunOutcome.Ending.COMPLETED
            ? "the run in '%s' has come to its end: %s; there is nothing to resume"
                .formatted(folder.path(), outcome.get().describe())
            : ("the run in '%s' was %s, and would be again: %s; change a setting and train anew: doppel"
                    + " train --config %s KEY=VALUE --output DIR")
                .formatted(
                    folder.path(),
                    outcome.get().describe(),
                    outcome.get().message(),
                    folder.recipe()));
  }
}
