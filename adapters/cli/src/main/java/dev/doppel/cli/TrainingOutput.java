package dev.doppel.cli;

import dev.doppel.cli.progress.PlainProgress;
import dev.doppel.cli.progress.TerminalProgress;
import dev.doppel.cli.result.TrainingResult;
import dev.doppel.cli.training.TrainingListener;
import java.io.PrintWriter;
import java.util.function.Function;

/** Shows how a run goes, and says how it went. */
final class TrainingOutput {

  private TrainingOutput() {}

  /** Runs with the display that suits where the error output goes. */
  static TrainingResult show(
      CommandContext context, PrintWriter err, Function<TrainingListener, TrainingResult> run) {
    if (!context.terminal()) {
      return run.apply(new PlainProgress(err, context.clock()));
    }
    try (TerminalProgress progress = new TerminalProgress(err)) {
      return run.apply(progress);
    }
  }

  /** Says how a run went, and returns the command's exit status. */
  static int report(TrainingResult result, PrintWriter out, PrintWriter err) {
    TrainingText.lines(result).forEach(out::println);
    return switch (result.outcome().ending()) {
      case COMPLETED -> ExitStatus.SUCCESS.code();
      case INTERRUPTED -> ExitStatus.INTERRUPTED.code();
      case STOPPED_BY_GUARD -> {
        err.println("doppel: " + result.outcome().message());
        yield ExitStatus.COLLAPSE.code();
      }
    };
  }
}
