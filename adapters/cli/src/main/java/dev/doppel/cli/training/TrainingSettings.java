package dev.doppel.cli.training;

import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.plugin.PluginRegistry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a recipe is run, beyond what the recipe says. Immutable.
 *
 * @param output the run's folder, new or empty; if there is none, a new one under {@code runs}
 * @param listener is told how the run goes
 * @param stop ends the run early
 * @param storage how files are written
 * @param plugins looks for plugins
 */
public record TrainingSettings(
    Optional<Path> output,
    TrainingListener listener,
    StopSignal stop,
    Storage storage,
    Supplier<PluginRegistry> plugins) {

  /**
   * A silent run in a new folder under {@code runs} in the current one, with the plugins on the
   * class path.
   *
   * @return the settings
   */
  public static TrainingSettings defaults() {
    return new TrainingSettings(
        Optional.empty(),
        TrainingListener.NONE,
        new StopSignal(),
        new Storage(),
        PluginRegistry::discover);
  }

  /**
   * These settings with a folder.
   *
   * @param folder the run's folder, new or empty
   * @return new settings
   */
  public TrainingSettings withOutput(Path folder) {
    return new TrainingSettings(Optional.of(folder), listener, stop, storage, plugins);
  }

  /**
   * These settings with a listener.
   *
   * @param told is told how the run goes
   * @return new settings
   */
  public TrainingSettings withListener(TrainingListener told) {
    return new TrainingSettings(output, told, stop, storage, plugins);
  }

  /**
   * These settings with a signal to stop.
   *
   * @param signal ends the run early
   * @return new settings
   */
  public TrainingSettings withStopSignal(StopSignal signal) {
    return new TrainingSettings(output, listener, signal, storage, plugins);
  }
}
