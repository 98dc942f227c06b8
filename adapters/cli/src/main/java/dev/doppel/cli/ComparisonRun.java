package dev.doppel.cli;

import dev.doppel.cli.comparison.Comparison;
import dev.doppel.cli.comparison.ComparisonLayout;
import dev.doppel.cli.comparison.ComparisonResult;
import dev.doppel.cli.comparison.ComparisonSettings;
import dev.doppel.cli.comparison.Contestant;
import dev.doppel.cli.comparison.RunResult;
import dev.doppel.cli.training.Measuring;
import dev.doppel.cli.training.StopSignal;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.Recipe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** Trains several recipes for a command, and prints their table. */
final class ComparisonRun {

  private final CommandContext context;
  private final PrintWriter out;
  private final PrintWriter err;

  ComparisonRun(CommandContext context, CommandLine command) {
    this.context = context;
    this.out = command.getOut();
    this.err = command.getErr();
  }

  /** Runs to the end, and returns the command's exit status. */
  int run(
      List<Contestant> contestants,
      int seeds,
      Measuring measuring,
      ComparisonLayout layout,
      Path folder,
      Function<Recipe, PluginRegistry> plugins) {
    StopSignal stop = context.interruption().arm(err);
    ComparisonResult result;
    try (ComparisonProgress progress =
        new ComparisonProgress(err, context.terminal(), context.clock())) {
      result =
          Comparison.run(
              new ComparisonSettings(
                  contestants,
                  seeds,
                  measuring,
                  layout,
                  folder,
                  progress,
                  stop,
                  context.storage(),
                  plugins));
    }
    TextTable.of(layout.table(result)).lines("").forEach(out::println);
    out.println("report: " + folder.resolve("report.html").toAbsolutePath().toUri());
    return status(result, stop).code();
  }

  /** That of the first run that did not go well. */
  private static ExitStatus status(ComparisonResult result, StopSignal stop) {
    if (stop.requested()) {
      return ExitStatus.INTERRUPTED;
    }
    for (RunResult run : result.runs()) {
      if (run.failure().isPresent()) {
        return ExitStatus.of(run.failure().get());
      }
      if (run.stoppedByGuard()) {
        return ExitStatus.COLLAPSE;
      }
    }
    return ExitStatus.SUCCESS;
  }
}
