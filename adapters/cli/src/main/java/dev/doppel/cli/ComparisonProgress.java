package dev.doppel.cli;

import dev.doppel.cli.comparison.ComparisonListener;
import dev.doppel.cli.comparison.RunPlace;
import dev.doppel.cli.comparison.RunResult;
import dev.doppel.cli.progress.PlainProgress;
import dev.doppel.cli.progress.TerminalProgress;
import dev.doppel.cli.training.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** Shows the runs of a comparison as the command {@code train} shows one, and says which it is. */
final class ComparisonProgress implements ComparisonListener, AutoCloseable {

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier clock;
  private TerminalProgress bar;

  ComparisonProgress(PrintWriter err, boolean terminal, LongSupplier clock) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public TrainingListener onRun(RunPlace place) {
    if (!terminal) {
      return new PlainProgress(err, clock, prefix(place));
    }
    bar = new TerminalProgress(err, prefix(place));
    return bar;
  }

  @Override
  public void onRunEnd(RunResult result) {
    close();
    if (result.failure().isEmpty()) {
      say(result.place(), result.describe());
      return;
    }
    RuntimeException failure = result.failure().get();
    say(result.place(), result.place().contestant() + " " + result.describe());
    if (ExitStatus.of(failure) == ExitStatus.UNEXPECTED) {
      err.println("this should not happen; please report it with what follows");
      failure.printStackTrace(err);
      err.flush();
    }
  }

  @Override
  public void onTakenOver(RunPlace place, Path folder) {
    say(place, "%s was run before, taken over from %s".formatted(place.contestant(), folder));
  }

  @Override
  public void onDiscarded(RunPlace place, Path folder) {
    say(place, "begun anew, since the run in %s did not come to its end".formatted(folder));
  }

  /** Ends the bar, if there is one. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private static String prefix(RunPlace place) {
    return place.describe() + ": ";
  }

  private void say(RunPlace place, String text) {
    err.println(prefix(place) + text);
    err.flush();
  }
}
