package dev.doppel.cli.training;

import dev.doppel.cli.failure.UnusableCheckpointException;
import dev.doppel.cli.failure.UsageException;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.file.RunLock;
import dev.doppel.cli.result.TrainingResult;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RunIdentity;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains an encoder: what the command {@code doppel train} does, as one call. The command runs on
 * DJL unless told otherwise; a program with several platforms on its class path names one.
 *
 * <pre>{@code
 * Recipe recipe = Recipe.empty().withOverrides(List.of("recipe=byol", "backend=djl", "data=shapes"));
 * TrainingResult result = Training.run(recipe);
 * System.out.println(result.accuracies().trainedEncoder() + ", see " + result.folder());
 * }</pre>
 */
public final class Training {

  private Training() {}

  /**
   * Runs a recipe with the plugins and the backends on the class path, into a new folder under
   * {@code runs} in the current one.
   *
   * @param recipe the recipe; its key {@code data} says what to train on
   * @return how it went; a run that a guard stopped returns too, and says so in its outcome
   * @throws dev.doppel.runtime.recipe.RecipeException if anything is wrong with the recipe
   * @throws UsageException if it names no data, or its parts do not fit
   * @throws dev.doppel.data.DataException if the data cannot be used
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin that it selects fails, at
   *     whatever step; the run's last checkpoint is intact then, and the message names it
   * @throws dev.doppel.runtime.training.DeviceException if the device is absent
   * @throws dev.doppel.cli.failure.StorageException if a file cannot be written
   */
  public static TrainingResult run(Recipe recipe) {
    return run(recipe, TrainingSettings.defaults());
  }

  /**
   * Runs a recipe.
   *
   * @param recipe the recipe; its key {@code data} says what to train on
   * @param settings how to run it
   * @return how it went; a run that a guard stopped returns too, and says so in its outcome
   * @throws dev.doppel.runtime.recipe.RecipeException if anything is wrong with the recipe
   * @throws UsageException if it names no data, its parts do not fit, or the folder is in use
   * @throws dev.doppel.data.DataException if the data cannot be used
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin that it selects fails, at
   *     whatever step; the run's last checkpoint is intact then, and the message names it
   * @throws dev.doppel.runtime.training.DeviceException if the device is absent
   * @throws dev.doppel.cli.failure.StorageException if a file cannot be written
   */
  public static TrainingResult run(Recipe recipe, TrainingSettings settings) {
    settings.output().ifPresent(RunFolder::check);
    return run(
        PreparedRun.of(
            recipe,
            settings.plugins().apply(recipe),
            settings.backends().get(),
            PreparedRun.Purpose.TRAINING),
        settings);
  }

  /**
   * Runs a recipe that was prepared already.
   *
   * @param prepared the run
   * @param settings how to run it; its plugins and backends are not looked for again
   * @return how it went; a run that a guard stopped returns too, and says so in its outcome
   * @throws UsageException if its parts do not fit, or the folder is in use
   * @throws dev.doppel.data.DataException if the data cannot be used
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin fails
   * @throws dev.doppel.runtime.training.DeviceException if the device is absent
   * @throws dev.doppel.cli.failure.StorageException if a file cannot be written
   */
  public static TrainingResult run(PreparedRun prepared, TrainingSettings settings) {
    Path output = settings.output().orElseGet(() -> RunFolder.fresh(prepared.method()));
    return new TrainingRun(prepared, output, settings).run();
  }

  /**
   * Goes on with a run that was interrupted, in whatever way: from its latest checkpoint, or from
   * the start if it has none yet. On the same device its files are then those of a run that was
   * never interrupted, {@code metrics.csv} byte for byte.
   *
   * @param folder the run's folder
   * @param overrides settings of the form {@code key=value} on top of the run's recipe; none that
   *     numbers depend on
   * @param from another checkpoint of the run to go on from; later ones are removed
   * @param settings how to run it; its output and what it measures are the run's
   * @return how it went
   * @throws UnusableCheckpointException if the checkpoint is damaged, or of another run; the
   *     message names the latest one that is not, if there is one
   * @throws UsageException if there is no such run, it came to its end, another process is training
   *     in the folder, or it has no checkpoint and is to begin with other settings
   * @throws dev.doppel.runtime.recipe.RecipeException if anything is wrong with the recipe
   * @throws dev.doppel.data.DataException if the data cannot be used
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin that it selects fails, at
   *     whatever step; the run's last checkpoint is intact then, and the message names it
   * @throws dev.doppel.runtime.training.DeviceException if the device is absent
   * @throws dev.doppel.cli.failure.StorageException if a file cannot be read or written
   */
  @SuppressWarnings("try") // the lock is there for its end alone
  public static TrainingResult resume(
      Path folder, List<String> overrides, Optional<Path> from, TrainingSettings settings) {
    RunFolder run = RunFolder.open(folder, "RUN");
    RunEnding.requireUnfinished(run);
    try (RunLock lock = RunLock.take(folder)) {
      Recipe recipe = Recipe.empty().withFile(run.recipe()).withOverrides(overrides);
      PreparedRun prepared =
          PreparedRun.of(
              recipe,
              settings.plugins().apply(recipe),
              settings.backends().get(),
              PreparedRun.Purpose.TRAINING);
      Optional<Path> file = from.or(run.checkpoints()::latest);
      try {
        return resume(run, prepared, file.map(SavedRun::read), settings);
      } catch (UnusableCheckpointException e) {
        throw new IntactCheckpoint(run, prepared, file).named(e);
      }
    }
  }

  private static TrainingResult resume(
      RunFolder run, PreparedRun prepared, Optional<SavedRun> saved, TrainingSettings settings) {
    if (saved.isPresent()) {
      saved.get().require(prepared);
    } else {
      requireAsBegun(run, prepared);
    }
    settings.listener().onPhase(words(saved));
    saved.stream()
        .flatMap(checked -> checked.otherVersions(prepared).stream())
        .forEach(settings.listener()::onPhase);
    return new TrainingRun(prepared, run.path(), settings).goOn(run, saved);
  }

  /** Without a checkpoint there is the run's recipe to compare with. */
  private static void requireAsBegun(RunFolder run, PreparedRun prepared) {
    Recipe begun = Recipe.empty().withFile(run.recipe());
    RunIdentity identity = RunIdentity.of(prepared.resolved());
    Map<String, String> there = new HashMap<>();
    for (String key : identity.settings().keySet()) {
      begun.value(key).ifPresent(value -> there.put(key, value));
    }
    Optional<String> differences = identity.differences(there);
    if (differences.isPresent()) {
      throw new UsageException(
          ("cannot go on with '%s': it was begun with other settings (%s); leave them as they were,"
                  + " or train anew")
              .formatted(run.path(), differences.get()));
    }
  }

  private static String words(Optional<SavedRun> saved) {
    return saved
        .map(
            run ->
                "going on from %s, after %,d steps"
                    .formatted(run.file(), run.progress().mark().steps()))
        .orElse("there is no checkpoint yet: beginning from the start");
  }
}
