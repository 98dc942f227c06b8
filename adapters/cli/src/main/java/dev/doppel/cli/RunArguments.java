package dev.doppel.cli;

import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.training.OfferedBackends;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.runtime.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that say which run's encoder to use, and on what. */
final class RunArguments {

  @Option(
      names = "--run",
      required = true,
      paramLabel = "DIR",
      description = "The folder of a run: what --output was when it was trained.")
  private Path path;

  @Parameters(
      paramLabel = "KEY=VALUE",
      arity = "0..*",
      description = "Settings on top of the run's recipe, such as data=/data/photos device=cpu.")
  private List<String> overrides = new ArrayList<>();

  RunArguments() {}

  RunFolder folder() {
    return RunFolder.open(path);
  }

  PreparedRun prepare(CommandContext context) {
    Recipe recipe = Recipe.empty().withFile(folder().recipe()).withOverrides(overrides);
    return PreparedRun.of(
        recipe, context.plugins().get(), OfferedBackends.to(recipe), PreparedRun.Purpose.EMBEDDING);
  }
}
