package dev.doppel.cli;

import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.training.DryRun;
import dev.doppel.cli.training.OfferedBackends;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.cli.training.Training;
import dev.doppel.runtime.recipe.Recipe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains an encoder. */
@Command(
    name = "train",
    description = "Trains an encoder and writes it to a folder, with metrics and a report.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {

  private final CommandContext context;
  @Spec private CommandSpec spec;
  @Mixin private RecipeArguments arguments;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "The run's folder, new or empty. Default: a new one under 'runs'.")
  private Path output;

  @Option(
      names = "--dry-run",
      description = "Say what would be trained, and estimate time and memory; write nothing.")
  private boolean dryRun;

  @Option(
      names = "--strict",
      description = "Fail on the first image that cannot be read, instead of leaving it out.")
  private boolean strict;

  TrainCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Recipe written = arguments.recipe(context.shelf());
    Recipe recipe =
        strict ? written.withSettings(Map.of("data.strict", "true"), "--strict") : written;
    if (dryRun) {
      dryRun(recipe, spec.commandLine().getOut());
      return ExitStatus.SUCCESS.code();
    }
    return TrainingOutput.of(
        context,
        spec.commandLine(),
        Optional.ofNullable(output),
        recipe,
        settings -> Training.run(recipe, settings));
  }

  private void dryRun(Recipe recipe, PrintWriter out) {
    if (output != null) {
      RunFolder.check(output);
    }
    PreparedRun prepared =
        PreparedRun.of(
            recipe,
            context.plugins().apply(recipe),
            OfferedBackends.to(recipe),
            PreparedRun.Purpose.TRAINING);
    Path folder = output == null ? Path.of("runs") : output;
    DryRun run = DryRun.of(prepared, folder);
    TrainingText.lines(run).forEach(out::println);
    out.println("settings, defaults included:");
    List<String> lines =
        prepared.resolved().settings().entrySet().stream()
            .map(setting -> "  " + setting.getKey() + " = " + setting.getValue())
            .toList();
    lines.forEach(out::println);
  }
}
