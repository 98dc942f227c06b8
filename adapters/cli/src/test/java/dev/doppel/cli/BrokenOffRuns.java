package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.cli.training.Training;
import dev.doppel.cli.training.TrainingListener;
import dev.doppel.cli.training.TrainingSettings;
import dev.doppel.runtime.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes runs that break off, of a few seconds.
 *
 * @param folder where they go, each in a folder of its own
 */
record BrokenOffRuns(Path folder) {

  static final int STEPS = 11;

  /** Three batches an epoch; guards look at steps that are no checkpoint's. */
  private static final List<String> SETTINGS =
      List.of(
          "recipe=byol",
          "backend=djl",
          "data=shapes",
          "data.size=16",
          "data.count=54",
          "batch-size=16",
          "steps=" + STEPS,
          "backbone.filters=4",
          "projector=linear(16) bn relu linear(8)",
          "predictor=linear(16) bn relu linear(8)",
          "optimizer.warmup-steps=2",
          "guards=feature-std, non-finite",
          "guard.feature-std.interval=2",
          "guard.feature-std.patience=1",
          "guard.feature-std.low-std=1",
          "guard.feature-std.action=warn",
          "checkpoint.every=3",
          "checkpoint.keep=2",
          "accuracy.every=4");

  /** Breaks a run off from within. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  static Recipe recipe(String... more) {
    List<String> settings = new ArrayList<>(SETTINGS);
    for (String setting : more) {
      String key = setting.substring(0, setting.indexOf('=') + 1);
      settings.removeIf(other -> other.startsWith(key));
      settings.add(setting);
    }
    return Recipe.empty().withOverrides(settings);
  }

  /** A run that breaks off where its listener does. */
  Path brokenOff(String name, TrainingListener listener, String... more) {
    Path run = folder.resolve(name);
    assertThatThrownBy(
            () ->
                Training.run(
                    recipe(more),
                    TrainingSettings.defaults().withOutput(run).withListener(listener)))
        .isInstanceOf(Crash.class);
    return run;
  }

  /** A run that breaks off after so many steps. */
  Path crashed(String name, int steps, String... more) {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onProgress(long taken) {
            if (taken == steps) {
              throw new Crash();
            }
          }
        };
    return brokenOff(name, listener, more);
  }
}
