package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.CheckpointFolder;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.cli.result.TrainingResult;
import dev.doppel.cli.training.Training;
import dev.doppel.cli.training.TrainingListener;
import dev.doppel.cli.training.TrainingSettings;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.spi.SelfSupervisedPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The best checkpoint of a run that goes back. */
final class RollbackBestTest {

  private static final int EVERY = 4;
  private static final int STEPS = 40;

  @TempDir Path folder;

  @Test
  void train_goesBackBeforeItsBest_hasTheBestOfTheStepsThatCount() {
    Path run = folder.resolve("run");
    CheckpointFolder checkpoints = new CheckpointFolder(run.resolve("checkpoints"));
    AtomicBoolean told = new AtomicBoolean();
    // At the first step whose rollback leaves out the best so far, which took an earlier one's
    // place.
    FailsOncePlugin plugin =
        new FailsOncePlugin(
            step -> step >= 2 * EVERY && best(checkpoints) > goodBefore(step), told);
    List<String> rollbacks = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onRollback(GuardEvent event, String words) {
            rollbacks.add(words);
          }
        };
    TrainingResult result = train(run, plugin, listener);

    assertThat(told).as("accuracies %s", result.measurements().neighbours()).isTrue();
    assertThat(result.outcome().ending()).isEqualTo(RunOutcome.Ending.COMPLETED);
    long failed = result.verdicts().get(0).step();
    assertThat(rollbacks)
        .singleElement()
        .asString()
        .contains(" back to step %d,".formatted(goodBefore(failed)));
    // That after the last step is measured once there is nothing more to go on with.
    SortedMap<Long, Double> since =
        result.measurements().neighbours().subMap(goodBefore(failed) + 1, (long) STEPS);
    assertThat(checkpoints.best())
        .singleElement()
        .extracting(entry -> since.get(entry.steps()))
        .isEqualTo(since.values().stream().max(Double::compare).orElseThrow());
  }

  private static long best(CheckpointFolder checkpoints) {
    return checkpoints.best().stream().mapToLong(CheckpointFolder.Entry::steps).max().orElse(0);
  }

  /** The state kept last may have failed already. */
  private static long goodBefore(long step) {
    return step / EVERY * EVERY - EVERY;
  }

  private static TrainingResult train(Path run, FailsOncePlugin plugin, TrainingListener listener) {
    Stream<SelfSupervisedPlugin> installed =
        ServiceLoader.load(SelfSupervisedPlugin.class).stream().map(ServiceLoader.Provider::get);
    PluginRegistry registry =
        PluginRegistry.of(
            Stream.concat(installed, Stream.of(plugin)).toArray(SelfSupervisedPlugin[]::new));
    TrainingSettings usual = TrainingSettings.defaults();
    return Training.run(
        Recipe.empty()
            .withOverrides(
                List.of(
                    "recipe=byol",
                    "backend=djl",
                    "data=shapes",
                    "data.size=16",
                    "data.count=400",
                    "batch-size=16",
                    "backbone.filters=4",
                    "projector=linear(16) bn relu linear(8)",
                    "predictor=linear(16) bn relu linear(8)",
                    "optimizer.warmup-steps=2",
                    "steps=" + STEPS,
                    "guards=fails-once",
                    "guard.fails-once.action=rollback",
                    "rollback.every=" + EVERY,
                    "rollback.learning-rate-factor=1e-21",
                    "checkpoint.every=3",
                    "accuracy.every=1")),
        new TrainingSettings(
            Optional.of(run),
            listener,
            usual.stop(),
            usual.measuring(),
            usual.storage(),
            recipe -> registry,
            usual.backends()));
  }
}
