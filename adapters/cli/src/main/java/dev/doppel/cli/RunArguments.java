package dev.doppel.cli;

import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.training.PreparedRun;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The arguments that say which run's encoder to use, and on what. */
final class RunArguments {

  @Mixin private RunOption run;

  @Parameters(
      paramLabel = "KEY=VALUE",
      arity = "0..*",
      description = "Settings on top of the run's recipe, such as data=/data/photos device=cpu.")
  private List<String> overrides = new ArrayList<>();

  RunArguments() {}

  RunFolder folder() {
    return run.folder();
  }

  PreparedRun prepare(CommandContext context) {
    return run.prepare(context, overrides);
  }
}
