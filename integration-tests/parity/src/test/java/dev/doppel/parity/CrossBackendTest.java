package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.djl.DjlBackend;
import dev.doppel.dl4j.Dl4jBackend;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.DataFacts;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeException;
import dev.doppel.runtime.recipe.RecipeResolver;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.testkit.RecordedSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One recipe on every backend: from one seed all start from the same numbers and see the same. */
final class CrossBackendTest {

  private static final int STEPS = 50;

  /**
   * Two float32 platforms that add in different orders, over fifty steps. Rounding grows with each
   * step, faster the further a step goes: rates are such that it has not taken over by then. They
   * were chosen by trying. Larger ones part before the fiftieth step: BYOL with SGD at 0.005 and
   * AdamW at 0.001, SimSiam with SGD at 0.05 and AdamW at 0.0002.
   */
  private static final double RELATIVE = 1e-3;

  private static final PluginRegistry PLUGINS = PluginRegistry.discover();

  @ParameterizedTest
  @CsvSource({
    "byol, lars, 0.1, small-cnn",
    "simsiam, lars, 0.1, small-cnn",
    "byol, adamw, 0.00005, small-cnn",
    "byol, lars, 0.2, mlp"
  })
  void losses_fiftyBatches_stayTogether(
      String recipe, String optimizer, String rate, String backbone) {
    Map<String, String> settings = settings(recipe, optimizer, rate, backbone, STEPS);
    List<Double> djl = losses(new DjlBackend(), settings, STEPS);
    assertThat(djl).hasSize(STEPS);
    assertTogether(djl, losses(new Dl4jBackend(), settings, STEPS));
  }

  static Map<String, String> settings(
      String recipe, String optimizer, String rate, String backbone, int steps) {
    return Map.of(
        "recipe", recipe,
        "backbone", backbone,
        "optimizer", optimizer,
        "optimizer.learning-rate", rate,
        "batch-size", "32",
        "steps", String.valueOf(steps));
  }

  /**
   * Two runs of the same recipe on the same batches. A mean of cosines may pass zero on its way, so
   * the run's largest loss is what differences are a share of.
   */
  static void assertTogether(List<Double> expected, List<Double> found) {
    assertThat(found).hasSameSizeAs(expected);
    double largest = expected.stream().mapToDouble(Math::abs).max().orElseThrow();
    double allowed = RELATIVE * largest;
    for (int step = 0; step < expected.size(); step++) {
      assertThat(Math.abs(found.get(step) - expected.get(step)))
          .as("step %d: expected %s, found %s", step, expected.get(step), found.get(step))
          .isLessThanOrEqualTo(allowed);
    }
  }

  @Test
  void resnet18_sameSeed_embedsTheSame() {
    for (String stem : List.of("small-image", "imagenet")) {
      Map<String, String> settings =
          Map.of(
              "recipe", "simsiam",
              "backbone", "resnet18",
              "backbone.stem", stem,
              "batch-size", "4",
              "steps", "1");
      assertSameEmbeddings(settings);
    }
  }

  @Test
  void smallCnn_everyOption_embedsTheSame() {
    assertSameEmbeddings(smallCnn("stride", "none", "false"));
    assertSameEmbeddings(smallCnn("max-pool", "none", "true"));
    assertSameEmbeddings(smallCnn("max-pool", "average", "false"));
  }

  @Test
  void withoutNormalization_sameSeed_embedsTheSame() {
    Map<String, String> settings = smallCnn("max-pool", "none", "false");
    settings.put("backbone.normalization", "none");
    assertSameEmbeddings(settings);
    settings = new TreeMap<>(Map.of("recipe", "simsiam", "backbone", "resnet18"));
    settings.putAll(Map.of("backbone.normalization", "none", "batch-size", "4", "steps", "1"));
    assertSameEmbeddings(settings);
  }

  @Test
  void groupNormalization_onDl4j_isARecipeProblem() {
    Map<String, String> settings = smallCnn("max-pool", "none", "false");
    settings.put("backbone.normalization", "group");
    settings.put("backbone.groups", "2");
    settings.put("projector", "weight-standardized-linear(8) gn(2) relu linear(8)");
    settings.put("predictor", "linear(8)");
    assertThat(plan(new DjlBackend(), settings).projector()).hasToString(settings.get("projector"));
    assertThatThrownBy(() -> plan(new Dl4jBackend(), settings))
        .isInstanceOf(RecipeException.class)
        .hasMessageContainingAll(
            "is group, which backend 'dl4j' does not have; it has batch and none",
            "'weight-standardized-linear(8)' is a layer that backend 'dl4j' does not have");
  }

  private static Map<String, String> smallCnn(
      String reduction, String pooling, String standardize) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("recipe", "simsiam");
    settings.put("backbone", "small-cnn");
    settings.put("backbone.filters", "4");
    settings.put("backbone.first-kernel", "5");
    settings.put("backbone.reduction", reduction);
    settings.put("backbone.pooling", pooling);
    settings.put("backbone.standardize", standardize);
    settings.put("batch-size", "4");
    settings.put("steps", "1");
    return settings;
  }

  private static void assertSameEmbeddings(Map<String, String> settings) {
    List<float[][]> found = new ArrayList<>();
    for (TrainingBackend backend : List.of(new DjlBackend(), new Dl4jBackend())) {
      TrainingPlan plan = plan(backend, settings);
      ViewBlock block = new RealBatches(plan, PLUGINS).batch(0).views().get(0);
      try (TrainingSession session = backend.open(plan, new StepListener() {})) {
        found.add(session.embed(block));
      }
    }
    for (int row = 0; row < found.get(0).length; row++) {
      float[] expected = found.get(0)[row];
      float largest = 0;
      for (float value : expected) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertThat(found.get(1)[row]).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        // A forward pass of up to twenty layers in float32.
        assertThat(Math.abs(found.get(1)[row][i] - expected[i]))
            .as("%s: row %d, column %d", settings, row, i)
            .isLessThanOrEqualTo(1e-4f * largest);
      }
    }
  }

  static List<Double> losses(TrainingBackend backend, Map<String, String> settings, int steps) {
    TrainingPlan plan = plan(backend, settings);
    return RecordedSteps.train(backend, plan, steps, new RealBatches(plan, PLUGINS)::batch)
        .losses();
  }

  static TrainingPlan plan(TrainingBackend backend, Map<String, String> settings) {
    return RecipeResolver.resolve(
            Recipe.empty().withSettings(settings, "the test"),
            PLUGINS,
            List.of(backend),
            new DataFacts(1, RealBatches.SIZE, 4_000))
        .plan();
  }
}
