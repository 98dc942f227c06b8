package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.djl.DjlBackend;
import dev.doppel.dl4j.Dl4jBackend;
import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.DataFacts;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeResolver;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What gradients flow where, and which samples share statistics, is the same on every backend: with
 * another gradient, already the second step's loss would be another.
 */
final class CrossBackendOptionsTest {

  private static final int STEPS = 4;

  /** Four steps of two float32 platforms that add in different orders; found were 3e-6. */
  private static final double RELATIVE = 1e-4;

  private static final double ABSOLUTE = 1e-4;
  private static final int LOCAL_SIZE = 20;
  private static final PluginRegistry PLUGINS = PluginRegistry.discover();

  @ParameterizedTest(name = "{0}: {1} = {2}, {3} local crops")
  @CsvSource({
    "byol, symmetric, false, 0",
    "simsiam, symmetric, false, 0",
    "simsiam, stop-gradient, off, 0",
    "byol, batch-statistics, joint, 0",
    "simsiam, batch-statistics, joint, 0",
    "byol, batch-statistics, per-view, 2",
    "byol, batch-statistics, per-size, 2",
    "simsiam, batch-statistics, per-size, 1"
  })
  void option_eitherBackend_trainsAlike(String recipe, String key, String value, int localCrops) {
    TrainingPlan plain = plan(new Dl4jBackend(), recipe, Map.of(), 0);
    List<Double> without = run(new Dl4jBackend(), plain);
    Map<String, String> option = Map.of(key, value);
    List<Double> djl = run(new DjlBackend(), plan(new DjlBackend(), recipe, option, localCrops));
    List<Double> dl4j = run(new Dl4jBackend(), plan(new Dl4jBackend(), recipe, option, localCrops));
    assertThat(djl).hasSize(STEPS);
    for (int step = 0; step < STEPS; step++) {
      assertClose("loss of step " + step, dl4j.get(step), djl.get(step));
    }
    // The option is seen: its run is another by far more than rounding.
    assertThat(Math.abs(dl4j.get(STEPS - 1) - without.get(STEPS - 1)))
        .isGreaterThan(10 * Math.max(ABSOLUTE, RELATIVE * Math.abs(djl.get(STEPS - 1))));
  }

  @ParameterizedTest
  @CsvSource({"byol", "simsiam"})
  void jointStatistics_viewsOfTwoSizes_areRefused(String recipe) {
    for (TrainingBackend backend : List.of(new DjlBackend(), new Dl4jBackend())) {
      TrainingPlan plan = plan(backend, recipe, Map.of("batch-statistics", "joint"), 1);
      assertThat(plan.batchStatistics()).isEqualTo(BatchStatistics.JOINT);
      assertThatThrownBy(() -> run(backend, plan))
          .as(backend.name())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "batch-statistics = joint needs views of one shape, but there are ");
    }
  }

  private static void assertClose(String what, double found, double expected) {
    assertThat(Math.abs(found - expected))
        .as("%s: djl %s, dl4j %s", what, expected, found)
        .isLessThanOrEqualTo(Math.max(ABSOLUTE, RELATIVE * Math.abs(expected)));
  }

  private static List<Double> run(TrainingBackend backend, TrainingPlan plan) {
    List<Double> losses = new ArrayList<>();
    StepListener listener =
        new StepListener() {
          @Override
          public void onStep(StepRecord record) {
            losses.add(record.loss());
          }
        };
    RealBatches batches = new RealBatches(plan, PLUGINS);
    try (TrainingSession session = backend.open(plan, listener)) {
      for (int step = 0; step < STEPS; step++) {
        session.step(batches.batch(step));
      }
      session.flush();
      return losses;
    }
  }

  private static TrainingPlan plan(
      TrainingBackend backend, String recipe, Map<String, String> option, int localCrops) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("recipe", recipe);
    settings.put("backbone", "small-cnn");
    settings.put("backbone.filters", "4");
    settings.put("backbone.pooling", "average");
    settings.put("projector", "linear(32) bn relu linear(16)");
    settings.put("predictor", "linear(32) bn relu linear(16)");
    settings.put("optimizer", "sgd");
    settings.put("optimizer.learning-rate", "0.02");
    settings.put("batch-size", "16");
    settings.put("steps", String.valueOf(STEPS));
    settings.putAll(option);
    TrainingPlan plan =
        RecipeResolver.resolve(
                Recipe.empty().withSettings(settings, "the test"),
                PLUGINS,
                List.of(backend),
                new DataFacts(1, RealBatches.SIZE, 4_000))
            .plan();
    return localCrops == 0 ? plan : withLocalCrops(plan, localCrops);
  }

  /** The plan with smaller views after its own, which are predicted from and are no targets. */
  private static TrainingPlan withLocalCrops(TrainingPlan plan, int count) {
    List<ViewSpecification> views = new ArrayList<>(plan.views().views());
    for (int i = 0; i < count; i++) {
      views.add(
          new ViewSpecification("local" + i, ViewKind.LOCAL, LOCAL_SIZE, views.get(0).steps()));
    }
    return new TrainingPlan(
        plan.method(),
        plan.backbone(),
        plan.backboneOptions(),
        plan.projector(),
        plan.predictor(),
        plan.batchStatistics(),
        plan.optimizer(),
        new ViewPolicy(views),
        plan.channels(),
        plan.batchSize(),
        plan.steps(),
        plan.stepsPerEpoch(),
        plan.seed(),
        plan.device(),
        plan.threads(),
        plan.encoder());
  }
}
