package dev.doppel.cli;

import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.training.Training;
import dev.doppel.runtime.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run that was interrupted. */
@Command(
    name = "resume",
    description =
        "Goes on with an interrupted run from its latest checkpoint, as if nothing had happened.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ResumeCommand implements Callable<Integer> {

  private final CommandContext context;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The folder of a run: what --output was when it was begun.")
  private Path run;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "KEY=VALUE",
      description =
          "Settings that no number depends on: device, threads, where data and plugins are"
              + " (data=..., plugin.path=...), checkpoint.every, checkpoint.keep and"
              + " plugin.checks.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Another checkpoint of the run than the latest; later ones are removed.")
  private Path from;

  ResumeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    RunFolder folder = RunFolder.open(run, "RUN");
    Recipe recipe = Recipe.empty().withFile(folder.recipe()).withOverrides(overrides);
    return TrainingOutput.of(
        context,
        spec.commandLine(),
        Optional.of(run),
        recipe,
        settings -> Training.resume(run, overrides, Optional.ofNullable(from), settings));
  }
}
