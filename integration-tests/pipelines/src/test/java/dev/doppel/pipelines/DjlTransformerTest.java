package dev.doppel.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.data.DataOptions;
import dev.doppel.data.ImageSources;
import dev.doppel.djl.DjlBackend;
import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.DataFacts;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeException;
import dev.doppel.runtime.recipe.RecipeResolver;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.runtime.view.ViewPipeline;
import dev.doppel.testkit.RecordedSteps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vision transformer from recipe to encoder on drawn shapes, in the recipe's own views. */
final class DjlTransformerTest {

  private static final int SIZE = 28;
  private static final int SAMPLES = 64;
  private static final int BATCH = 8;
  private static final int STEPS = 5;
  private static final PluginRegistry PLUGINS = PluginRegistry.discover();
  private static final DjlBackend BACKEND = new DjlBackend();

  private static TrainingPlan plan(Map<String, String> changes) {
    Map<String, String> settings = new HashMap<>();
    settings.put("recipe", "byol");
    settings.put("backbone", "vit-tiny");
    settings.put("backbone.patch-size", "4");
    settings.put("backbone.depth", "2");
    settings.put("backbone.heads", "2");
    settings.put("backbone.width", "32");
    settings.put("backbone.drop-path", "0.1");
    settings.put("batch-size", String.valueOf(BATCH));
    settings.put("steps", String.valueOf(STEPS));
    settings.putAll(changes);
    return RecipeResolver.resolve(
            Recipe.empty().withSettings(settings, "the test"),
            PLUGINS,
            List.of(BACKEND),
            new DataFacts(1, SIZE, SAMPLES))
        .plan();
  }

  @Test
  void train_fiveSteps_encoderLoadsBackEqual(@TempDir Path folder) throws IOException {
    for (String positions : List.of("sine-cosine", "learned")) {
      TrainingPlan plan = plan(Map.of("backbone.positions", positions));
      RecordedSteps recorded = new RecordedSteps();
      try (TrainingSession session = BACKEND.open(plan, recorded)) {
        ViewBlock images = batch(plan, 0).views().get(0);
        float[][] before = session.embed(images);
        for (int step = 0; step < STEPS; step++) {
          session.step(batch(plan, step));
        }
        session.flush();
        assertThat(recorded.losses())
            .hasSize(STEPS)
            .allMatch(loss -> loss > 0 && loss < 8, "two terms of 2 - 2cos");
        float[][] after = session.embed(images);
        assertThat(after[0]).isNotEqualTo(before[0]);
        Path file = session.saveEncoder(folder, positions);
        try (Encoder encoder = BACKEND.openEncoder(plan, file)) {
          assertThat(encoder.embed(images)).isDeepEqualTo(after);
          assertThat(encoder.attention(images).orElseThrow().grid()).isEqualTo(7);
        }
      }
    }
  }

  private static ViewBatch batch(TrainingPlan plan, int step) {
    ImageSource images =
        ImageSources.open("shapes", new DataOptions(1, true, SIZE, SAMPLES, 7, 0)).train();
    ViewPipeline pipeline =
        new ViewPipeline("the recipe's", plan.views(), PLUGINS, plan.channels(), plan.seed());
    ViewBatch batch = pipeline.newBatch(BATCH);
    for (int place = 0; place < BATCH; place++) {
      int sample = step * BATCH + place;
      try {
        pipeline.write(images.image(sample), 0, sample, batch, place);
      } catch (UnreadableImageException e) {
        throw new AssertionError(e);
      }
    }
    return batch;
  }

  @Test
  void resolve_patchesThatDoNotDivide_areRefusedBeforeTheFirstStep() {
    assertThatThrownBy(() -> plan(Map.of("backbone.patch-size", "5")))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            """
            1 problem in recipe (the test):
              backbone.patch-size = 5  must divide the height and width of each view, but 5 does \
            not divide 28 (the test)""");
  }
}
