package dev.doppel.cli;

import dev.doppel.cli.comparison.MethodLayout;
import dev.doppel.cli.training.Measuring;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Trains several methods and compares them. */
@Command(
    name = "compare",
    description = "Trains several methods on the same data, one after another, and compares them.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {

  /** Enough to see a curve. */
  private static final int MEASUREMENTS = 4;

  private final CommandContext context;
  @Spec private CommandSpec spec;
  @Mixin private ContestantArguments arguments;

  @Mixin private RepeatedRuns repeated;

  CompareCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    repeated.check();
    return new ComparisonRun(context, spec.commandLine())
        .run(
            arguments.contestants(context.shelf(), context.plugins()),
            repeated.seeds(),
            new Measuring(true, repeated.measurements(MEASUREMENTS), true),
            new MethodLayout(),
            repeated.output("compare"),
            context.plugins());
  }
}
