package dev.doppel.cli.training;

import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipePlugins;
import dev.doppel.runtime.training.TrainingBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a recipe is run, beyond what the recipe says. Immutable.
 *
 * @param output the run's folder, new or empty; if there is none, a new one under {@code runs}
 * @param listener is told how the run goes
 * @param stop ends the run early
 * @param measuring what is measured beside accuracies at both ends
 * @param storage how files are written
 * @param plugins looks for the plugins of a recipe
 * @param backends looks for the platforms that the recipe may run on
 */
public record TrainingSettings(
    Optional<Path> output,
    TrainingListener listener,
    StopSignal stop,
    Measuring measuring,
    Storage storage,
    Function<Recipe, PluginRegistry> plugins,
    Supplier<List<TrainingBackend>> backends) {

  /**
   * A silent run in a new folder under {@code runs} in the current one, with the plugins and the
   * backends on the class path and the plugins that the recipe adds.
   *
   * @return the settings
   */
  public static TrainingSettings defaults() {
    return new TrainingSettings(
        Optional.empty(),
        TrainingListener.NONE,
        new StopSignal(),
        Measuring.ENDS,
        new Storage(),
        RecipePlugins::discover,
        OfferedBackends::present);
  }

  /**
   * These settings with a folder.
   *
   * @param folder the run's folder, new or empty
   * @return new settings
   */
  public TrainingSettings withOutput(Path folder) {
    return new TrainingSettings(
        Optional.of(folder), listener, stop, measuring, storage, plugins, backends);
  }

  /**
   * These settings with a listener.
   *
   * @param told is told how the run goes
   * @return new settings
   */
  public TrainingSettings withListener(TrainingListener told) {
    return new TrainingSettings(output, told, stop, measuring, storage, plugins, backends);
  }

  /**
   * These settings with a signal to stop.
   *
   * @param signal ends the run early
   * @return new settings
   */
  public TrainingSettings withStopSignal(StopSignal signal) {
    return new TrainingSettings(output, listener, signal, measuring, storage, plugins, backends);
  }

  /**
   * These settings with other measurements.
   *
   * @param measured what is measured beside accuracies at both ends
   * @return new settings
   */
  public TrainingSettings withMeasuring(Measuring measured) {
    return new TrainingSettings(output, listener, stop, measured, storage, plugins, backends);
  }

  /**
   * These settings with another way to write files.
   *
   * @param written how files are written
   * @return new settings
   */
  public TrainingSettings withStorage(Storage written) {
    return new TrainingSettings(output, listener, stop, measuring, written, plugins, backends);
  }

  /**
   * These settings with other platforms.
   *
   * @param offered looks for the platforms that the recipe may run on
   * @return new settings
   */
  public TrainingSettings withBackends(Supplier<List<TrainingBackend>> offered) {
    return new TrainingSettings(output, listener, stop, measuring, storage, plugins, offered);
  }
}
