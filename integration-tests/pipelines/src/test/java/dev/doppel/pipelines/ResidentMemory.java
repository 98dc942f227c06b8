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
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Resident memory over a long run. Measured after a collection, so that garbage which the Java heap
 * has room for does not hide, or pass for, a leak outside of it. One subclass a backend.
 */
abstract class ResidentMemory {

  private static final int BATCH = 32;
  private static final double MOST_GROWTH = 1.1;

  abstract TrainingBackend backend();

  @Test
  void step_fewHundred_residentSizeStays() throws IOException {
    assertFlat(100, 400);
  }

  @Test
  @Tag("slow")
  void step_twoThousand_residentSizeStays() throws IOException {
    assertFlat(200, 2_000);
  }

  private void assertFlat(int early, int late) throws IOException {
    try (TrainingSession session = backend().open(plan(late), new StepListener() {})) {
      ViewBatch batch = new ViewBatch(List.of(block(1), block(2)));
      List<Long> sizes = new ArrayList<>();
      for (int step = 1; step <= late; step++) {
        session.step(batch);
        if (step == early || (step > early && (step - early) % ((late - early) / 4) == 0)) {
          sizes.add(residentKilobytes());
        }
      }
      assertThat((double) sizes.get(sizes.size() - 1))
          .as("resident kilobytes from step %d to step %d: %s", early, late, sizes)
          .isLessThan(sizes.get(0) * MOST_GROWTH);
    }
  }

  private TrainingPlan plan(int steps) {
    Recipe recipe =
        Recipe.empty()
            .withSettings(
                Map.of(
                    "recipe", "byol",
                    "backbone", "small-cnn",
                    "backbone.filters", "16",
                    "backbone.first-kernel", "3",
                    "backbone.reduction", "stride",
                    "batch-size", String.valueOf(BATCH),
                    "steps", String.valueOf(steps),
                    // Random pixels teach nothing, which is not this test's concern.
                    "guard.feature-std.action", "warn"),
                "the test");
    return RecipeResolver.resolve(
            recipe, PluginRegistry.discover(), List.of(backend()), new DataFacts(1, 28, 60_000))
        .plan();
  }

  private static ViewBlock block(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[BATCH * 28 * 28];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return new ViewBlock(BATCH, 1, 28, pixels);
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS in /proc/self/status");
  }
}
