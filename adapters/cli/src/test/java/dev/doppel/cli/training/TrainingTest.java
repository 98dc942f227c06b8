package dev.doppel.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.cli.result.RunOutcome;
import dev.doppel.cli.result.TrainingResult;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeException;
import dev.doppel.runtime.step.StepRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training from Java. */
final class TrainingTest {

  private static final Recipe RECIPE =
      Recipe.empty()
          .withOverrides(
              List.of(
                  "recipe=simsiam",
                  "backend=djl",
                  "data=shapes",
                  "data.size=16",
                  "data.count=48",
                  "batch-size=16",
                  "optimizer.warmup-steps=1",
                  "steps=5"));

  @TempDir Path folder;

  @Test
  void run_recipe_tellsTheListenerAndReturnsFigures() {
    List<String> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStart(RunOverview overview) {
            told.add(overview.method() + " of " + overview.steps());
          }

          @Override
          public void onProgress(long steps) {
            told.add("at " + steps);
          }

          @Override
          public void onStep(StepRecord step) {
            assertThat(step.loss()).isBetween(-1.0, 1.0);
          }
        };
    TrainingResult result =
        Training.run(
            RECIPE,
            TrainingSettings.defaults().withOutput(folder.resolve("run")).withListener(listener));

    assertThat(told)
        .containsExactly("simsiam of 5", "at 0", "at 1", "at 2", "at 3", "at 4", "at 5");
    assertThat(result.outcome()).isEqualTo(RunOutcome.completed(5));
    assertThat(result.folder()).isEqualTo(folder.resolve("run"));
    assertThat(result.encoder()).isRegularFile();
    assertThat(result.accuracies().trainedEncoder().getAsDouble()).isBetween(0.0, 1.0);
    assertThat(result.imagesPerSecond()).isPositive();
    assertThat(result.unreadable()).isEmpty();
  }

  @Test
  void run_stopSignal_endsAfterTheStepAndWritesWhatThereIs() throws IOException {
    StopSignal stop = new StopSignal();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onProgress(long steps) {
            if (steps == 2) {
              stop.request();
            }
          }
        };
    TrainingResult result =
        Training.run(
            RECIPE,
            TrainingSettings.defaults()
                .withOutput(folder.resolve("run"))
                .withListener(listener)
                .withStopSignal(stop));

    assertThat(result.outcome().ending()).isEqualTo(RunOutcome.Ending.INTERRUPTED);
    assertThat(result.outcome().steps()).isEqualTo(2);
    assertThat(result.accuracies().randomEncoder()).isPresent();
    assertThat(result.accuracies().trainedEncoder()).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("run/metrics.csv"))).hasSize(1 + 2);
    assertThat(folder.resolve("run/report.html"))
        .content()
        .contains("interrupted after 2 of 5 steps");
  }

  @Test
  void run_relativeDataPath_isWrittenAsAnAbsoluteOne() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < 4; i++) {
      Files.write(images.resolve(i + ".png"), OnePixelImage.png());
    }
    Path relative = Path.of("").toAbsolutePath().relativize(images);
    Recipe recipe =
        Recipe.empty()
            .withOverrides(
                List.of(
                    "recipe=byol",
                    "backend=djl",
                    "data=" + relative,
                    "image-size=16",
                    "batch-size=4",
                    "optimizer.warmup-steps=1",
                    "steps=1"));
    Training.run(recipe, TrainingSettings.defaults().withOutput(folder.resolve("run")));

    assertThat(Files.readAllLines(folder.resolve("run/recipe.properties")))
        .contains("data = " + images, "data.channels = 3");
  }

  @Test
  void run_severalBackendsAndNoneNamed_asksForOne() {
    assertProblem(
        TrainingSettings.defaults(), "must be set, there are several backends: djl, dl4j");
  }

  @Test
  void run_noBackend_namesTheArtifacts() {
    assertProblem(
        TrainingSettings.defaults().withBackends(List::of),
        "there is no backend on the class path; add doppel-djl or doppel-dl4j");
  }

  private void assertProblem(TrainingSettings settings, String problem) {
    Path output = folder.resolve("run");
    Recipe recipe =
        Recipe.empty()
            .withOverrides(List.of("recipe=byol", "data=shapes", "data.size=16", "data.count=200"));

    assertThatThrownBy(() -> Training.run(recipe, settings.withOutput(output)))
        .isInstanceOf(RecipeException.class)
        .hasMessage("1 problem in recipe (command line):\n  backend  " + problem);
    assertThat(output).doesNotExist();
  }
}
