package dev.doppel.cli;

import dev.doppel.cli.progress.PlainProgress;
import dev.doppel.cli.progress.TerminalProgress;
import dev.doppel.cli.result.TrainingResult;
import dev.doppel.cli.training.Measuring;
import dev.doppel.cli.training.OfferedBackends;
import dev.doppel.cli.training.StopSignal;
import dev.doppel.cli.training.TrainingListener;
import dev.doppel.cli.training.TrainingSettings;
import dev.doppel.runtime.recipe.Recipe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;

/** Shows how a run goes, and says how it went. */
final class TrainingOutput {

  private TrainingOutput() {}

  /**
   * Runs with the display that suits where the error output goes, and says how it went.
   *
   * @param output the run's folder; none for a new one
   * @param recipe names the platform
   * @param run trains with the settings that it is given
   * @return the command's exit status
   */
  static int of(
      CommandContext context,
      CommandLine command,
      Optional<Path> output,
      Recipe recipe,
      Function<TrainingSettings, TrainingResult> run) {
    PrintWriter err = command.getErr();
    StopSignal stop = context.interruption().arm(err);
    Function<TrainingListener, TrainingResult> shown =
        listener ->
            run.apply(
                new TrainingSettings(
                    output,
                    listener,
                    stop,
                    Measuring.ENDS,
                    context.storage(),
                    context.plugins(),
                    () -> OfferedBackends.to(recipe)));
    return report(show(context, err, shown), command.getOut(), err);
  }

  private static TrainingResult show(
      CommandContext context, PrintWriter err, Function<TrainingListener, TrainingResult> run) {
    if (!context.terminal()) {
      return run.apply(new PlainProgress(err, context.clock()));
    }
    try (TerminalProgress progress = new TerminalProgress(err)) {
      return run.apply(progress);
    }
  }

  private static int report(TrainingResult result, PrintWriter out, PrintWriter err) {
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
