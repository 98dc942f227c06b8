package dev.doppel.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.DataFacts;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeResolver;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Resident memory over a long run, as the system sees it. It rises until the collector has run and
 * falls then, so what counts is the mean of some readings. One subclass a backend.
 */
abstract class ResidentMemory {

  private static final int BATCH = 32;
  private static final double MOST_GROWTH = 1.1;

  /** Over the first steps a process still warms up; a leak of half a megabyte a step is more. */
  private static final double MOST_GROWTH_WHILE_WARMING = 1.5;

  private static final int STEPS_PER_READING = 10;
  private static final int READINGS = 10;

  abstract TrainingBackend backend();

  private static final Map<String, String> SMALL_CNN =
      Map.of(
          "backbone", "small-cnn",
          "backbone.filters", "16",
          "backbone.first-kernel", "3",
          "backbone.reduction", "stride");

  private static final Map<String, String> TRANSFORMER =
      Map.of(
          "backbone", "vit-tiny",
          "backbone.patch-size", "7",
          "backbone.depth", "2",
          "backbone.heads", "2",
          "backbone.width", "32",
          "backbone.positions", "learned",
          "backbone.drop-path", "0.1");

  @Test
  void step_fewHundred_residentSizeStays() throws IOException {
    assertFlat(SMALL_CNN, 200, 500, MOST_GROWTH_WHILE_WARMING);
  }

  @Test
  void step_fewHundredOfATransformer_residentSizeStays() throws IOException {
    assertFlat(TRANSFORMER, 200, 500, MOST_GROWTH_WHILE_WARMING);
  }

  /** What a layer makes of its own weights in each pass is 4 MB here. */
  @Test
  void step_fewHundredOverPrototypes_residentSizeStays() throws IOException {
    Map<String, String> settings = new HashMap<>(SMALL_CNN);
    settings.put("recipe", "dino");
    settings.put("backbone.pooling", "average");
    settings.put("backbone.standardize", "false");
    settings.put("projector", "linear(512) l2-normalize weight-norm-linear(2048)");
    assertFlat(settings, 100, 250, MOST_GROWTH_WHILE_WARMING);
  }

  @Test
  @Tag("slow")
  void step_twoThousand_residentSizeStays() throws IOException {
    assertFlat(SMALL_CNN, 200, 2_000, MOST_GROWTH);
  }

  private void assertFlat(Map<String, String> settings, int early, int late, double mostGrowth)
      throws IOException {
    TrainingPlan plan = plan(settings, late);
    try (TrainingSession session = backend().open(plan, new StepListener() {})) {
      ViewBatch batch =
          new ViewBatch(plan.views().views().stream().map(view -> block(view.size())).toList());
      List<Long> sizes = new ArrayList<>();
      for (int step = 1; step <= late; step++) {
        session.step(batch);
        if (step % STEPS_PER_READING == 0) {
          sizes.add(residentKilobytes());
        }
      }
      assertThat(mean(sizes, late))
          .as("resident kilobytes every %d steps: %s", STEPS_PER_READING, sizes)
          .isLessThan(mean(sizes, early) * mostGrowth);
    }
  }

  /** The mean of the last readings up to a step. */
  private static double mean(List<Long> sizes, int step) {
    int last = step / STEPS_PER_READING;
    return sizes.subList(last - READINGS, last).stream()
        .mapToLong(Long::longValue)
        .average()
        .orElseThrow();
  }

  private TrainingPlan plan(Map<String, String> own, int steps) {
    Map<String, String> settings = new HashMap<>(Map.of("recipe", "byol"));
    settings.putAll(own);
    settings.put("batch-size", String.valueOf(BATCH));
    settings.put("steps", String.valueOf(steps));
    // Random pixels teach nothing, which is not this test's concern.
    settings.put("guard.feature-std.action", "warn");
    settings.put("guard.effective-rank.action", "warn");
    Recipe recipe = Recipe.empty().withSettings(settings, "the test");
    return RecipeResolver.resolve(
            recipe, PluginRegistry.discover(), List.of(backend()), new DataFacts(1, 28, 60_000))
        .plan();
  }

  private static ViewBlock block(int size) {
    SplittableRandom random = new SplittableRandom(size);
    float[] pixels = new float[BATCH * size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return new ViewBlock(BATCH, 1, size, pixels);
  }

  private static long residentKilobytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS in /proc/self/status");
  }
}
