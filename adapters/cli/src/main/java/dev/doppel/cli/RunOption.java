package dev.doppel.cli;

import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.training.OfferedBackends;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.runtime.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that says which run's encoder to use. */
final class RunOption {

  @Option(
      names = "--run",
      required = true,
      paramLabel = "DIR",
      description = "The folder of a run: what --output was when it was trained.")
  private Path path;

  RunOption() {}

  RunFolder folder() {
    return RunFolder.open(path, "--run");
  }

  PreparedRun prepare(CommandContext context, List<String> overrides) {
    Recipe recipe = Recipe.empty().withFile(folder().recipe()).withOverrides(overrides);
    return PreparedRun.of(
        recipe,
        context.plugins().apply(recipe),
        OfferedBackends.to(recipe),
        PreparedRun.Purpose.EMBEDDING);
  }
}
