package dev.doppel.cli;

import dev.doppel.cli.comparison.Comparison;
import dev.doppel.cli.comparison.ComparisonResult;
import dev.doppel.cli.comparison.ComparisonSettings;
import dev.doppel.cli.comparison.ComparisonTable;
import dev.doppel.cli.comparison.RunResult;
import dev.doppel.cli.failure.UsageException;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.training.StopSignal;
import dev.doppel.runtime.plugin.PluginRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains several methods and compares them. */
@Command(
    name = "compare",
    description = "Trains several methods on the same data, one after another, and compares them.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {

  private static final int MOST = 1_000;

  private final CommandContext context;
  @Spec private CommandSpec spec;
  @Mixin private ContestantArguments arguments;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Runs of each recipe, with its own seed and the numbers after it."
              + " Default: ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private int seeds;

  @Option(
      names = "--measurements",
      paramLabel = "N",
      description =
          "How often kNN accuracy is measured during a run, for its curve."
              + " Default: ${DEFAULT-VALUE}.",
      defaultValue = "4")
  private int measurements;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Where to: new or empty, or the folder of a comparison to go on with, whose finished runs"
              + " are taken over. Default: a new one under 'runs'.")
  private Path output;

  CompareCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    checkRange("--seeds", seeds, 1);
    checkRange("--measurements", measurements, 0);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    PluginRegistry plugins = context.plugins().get();
    Path folder = output == null ? RunFolder.fresh("compare") : output;
    StopSignal stop = context.interruption().arm(err);
    ComparisonResult result;
    try (ComparisonProgress progress =
        new ComparisonProgress(err, context.terminal(), context.clock())) {
      result =
          Comparison.run(
              new ComparisonSettings(
                  arguments.contestants(context.shelf(), plugins),
                  seeds,
                  measurements,
                  folder,
                  progress,
                  stop,
                  context.storage(),
                  plugins));
    }
    print(result, out);
    out.println("report: " + folder.resolve("report.html").toAbsolutePath().toUri());
    return status(result, stop).code();
  }

  private static void checkRange(String option, int value, int least) {
    if (value < least || value > MOST) {
      throw new UsageException(
          "%s is %d; allowed are %d to %d".formatted(option, value, least, MOST));
    }
  }

  private static void print(ComparisonResult result, PrintWriter out) {
    List<List<String>> rows = ComparisonTable.of(result);
    TextTable table = new TextTable(rows.get(0).toArray(String[]::new));
    rows.stream().skip(1).forEach(row -> table.row(row.toArray(String[]::new)));
    table.lines("").forEach(out::println);
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
