package dev.doppel.cli;

import dev.doppel.cli.training.RunInspection;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a run or a checkpoint is. */
@Command(
    name = "inspect",
    description = {
      "Says what a run is, how far it is, how it fares and what guards said of it.",
      "The run may be finished, unfinished or still running."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class InspectCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN|CHECKPOINT",
      description = "The folder of a run, or one of its checkpoints.")
  private Path path;

  InspectCommand() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    RunInspection.of(path).lines().forEach(out::println);
  }
}
