package dev.doppel.runtime.recipe;

import static dev.doppel.runtime.recipe.Resolving.byol;
import static dev.doppel.runtime.recipe.Resolving.resolve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.optimizer.OptimizerRule;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.option.Option;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a good recipe comes out as; bad ones are in {@link RecipeProblemsTest}. */
final class RecipeResolverTest {

  @Test
  void resolve_preset_isComplete() {
    ResolvedRecipe resolved = resolve(byol());

    TrainingPlan plan = resolved.plan();
    assertThat(plan.backbone()).isEqualTo("small-cnn");
    assertThat(plan.backboneOptions().get(TestBackend.WIDTH)).isEqualTo(32);
    assertThat(plan.projector()).hasToString("linear(512) bn relu linear(128)");
    assertThat(plan.predictor()).hasToString("linear(512) bn relu linear(128)");
    assertThat(plan.batchStatistics()).isEqualTo(BatchStatistics.PER_VIEW);
    assertThat(plan.views().views()).extracting("size").containsExactly(28, 28);
    assertThat(plan.channels()).isEqualTo(1);
    assertThat(plan.batchSize()).isEqualTo(128);
    assertThat(plan.stepsPerEpoch()).isEqualTo(78); // 10,000 / 128 = 78.1
    assertThat(plan.steps()).isEqualTo(780);
    assertThat(plan.seed()).isZero();
    assertThat(plan.device()).isEqualTo("auto");
    assertThat(plan.threads()).isZero();
    assertThat(plan.encoder()).isEqualTo(Network.ONLINE);
    assertThat(plan.method().symmetric()).isTrue();
    assertThat(plan.method().stopGradient()).isTrue();
    assertThat(plan.method().targetShaper()).isEmpty();
    assertThat(plan.method().gradientGuards())
        .extracting("name", "action")
        .containsExactly(tuple("non-finite", GuardAction.STOP));
    assertThat(plan.method().monitors()).extracting("name").containsExactly("feature-std");
    TestParts.TestTargetUpdate update = (TestParts.TestTargetUpdate) plan.method().targetUpdate();
    assertThat(update.options().get(TestPlugin.MOMENTUM)).isEqualTo(0.99);
    assertThat(update.options().get(TestPlugin.SCHEDULE)).isEqualTo("cosine");
    TestParts.TestMonitor monitor = (TestParts.TestMonitor) plan.method().monitors().get(0).guard();
    assertThat(monitor.options().get(TestPlugin.THRESHOLD)).isEqualTo(0.2);
    assertThat(resolved.backend().name()).isEqualTo("djl");
  }

  @Test
  void resolve_settings_holdEveryDefaultInOrder() {
    ResolvedRecipe resolved = resolve(byol("data=shapes", "guard.feature-std.action=warn"));

    assertThat(resolved.settings())
        .containsExactly(
            Map.entry("recipe", "byol-small-image"),
            Map.entry("backend", "djl"),
            Map.entry("device", "auto"),
            Map.entry("threads", "0"),
            Map.entry("seed", "0"),
            Map.entry("data", "shapes"),
            Map.entry("data.strict", "false"),
            Map.entry("image-size", "28"),
            Map.entry("batch-size", "128"),
            Map.entry("epochs", "10"),
            Map.entry("loss", "byol"),
            Map.entry("loss.normalize", "true"),
            Map.entry("target-update", "ema"),
            Map.entry("target-update.momentum", "0.99"),
            Map.entry("target-update.schedule", "cosine"),
            Map.entry("target-shaping", "none"),
            Map.entry("guards", "non-finite, feature-std"),
            Map.entry("guard.non-finite.action", "stop"),
            Map.entry("guard.feature-std.threshold", "0.2"),
            Map.entry("guard.feature-std.action", "warn"),
            Map.entry("backbone", "small-cnn"),
            Map.entry("backbone.width", "32"),
            Map.entry("projector", "linear(512) bn relu linear(128)"),
            Map.entry("predictor", "linear(512) bn relu linear(128)"),
            Map.entry("batch-statistics", "per-view"),
            Map.entry("views", "byol"),
            Map.entry("views.crops", "0"),
            Map.entry("symmetric", "true"),
            Map.entry("stop-gradient", "on"),
            Map.entry("plugin.checks", "full"),
            Map.entry("optimizer", "lars"),
            Map.entry("optimizer.base-learning-rate", "0.3"),
            Map.entry("optimizer.schedule", "cosine"),
            Map.entry("optimizer.final-learning-rate", "0"),
            Map.entry("optimizer.warmup-epochs", "2"),
            Map.entry("optimizer.momentum", "0.9"),
            Map.entry("optimizer.trust-coefficient", "0.001"),
            Map.entry("optimizer.trust-ratio", "norm-of-sum"),
            Map.entry("optimizer.weight-decay", "1e-6"),
            Map.entry("optimizer.weight-decay-exclusions", "bias-and-normalisation"),
            Map.entry("optimizer.predictor-learning-rate-factor", "1"),
            Map.entry("optimizer.predictor-schedule", "same"),
            Map.entry("encoder", "online"),
            Map.entry("checkpoint.every", "100"),
            Map.entry("checkpoint.keep", "3"),
            Map.entry("accuracy.every", "0"),
            Map.entry("rollback.most", "3"),
            Map.entry("rollback.learning-rate-factor", "0.5"),
            Map.entry("rollback.every", "100"));
    assertThat(resolved.origins())
        .containsEntry("recipe", "command line")
        .containsEntry("image-size", "data")
        .containsEntry("loss", "preset byol-small-image")
        .containsEntry("seed", "default")
        .containsOnlyKeys(resolved.settings().keySet());
    assertThat(resolved.provenance())
        .extracting(Provenance::kind, Provenance::name)
        .containsExactly(
            tuple("recipe", "byol-small-image"),
            tuple("loss", "byol"),
            tuple("target update", "ema"),
            tuple("guard", "non-finite"),
            tuple("guard", "feature-std"),
            tuple("view policy", "byol"),
            tuple("view operation", "flip"));
  }

  @Test
  void resolve_presetByImageSize() {
    DataFacts small = new DataFacts(3, 95, 10_000);
    DataFacts large = new DataFacts(3, 96, 10_000);
    DataFacts mixed = new DataFacts(3, 0, 10_000);

    assertThat(presetOf(byol(), small)).isEqualTo("byol-small-image");
    assertThat(presetOf(byol(), large)).isEqualTo("byol-imagenet");
    assertThat(presetOf(byol("image-size=64"), large)).isEqualTo("byol-small-image");
    assertThat(presetOf(byol("image-size=128"), mixed)).isEqualTo("byol-imagenet");
    Recipe named = Recipe.empty().withOverrides(List.of("recipe=byol-imagenet"));
    assertThat(presetOf(named, mixed)).isEqualTo("byol-imagenet");
    assertThat(presetOf(named, small)).isEqualTo("byol-imagenet");
  }

  private static String presetOf(Recipe recipe, DataFacts facts) {
    return RecipeResolver.resolve(recipe, Resolving.REGISTRY, Resolving.BACKENDS, facts)
        .settings()
        .get("recipe");
  }

  @Test
  void resolve_stepsOverEpochsOfThePreset() {
    ResolvedRecipe resolved = resolve(byol("steps=800"));

    assertThat(resolved.plan().steps()).isEqualTo(800);
    assertThat(resolved.settings()).containsEntry("steps", "800").doesNotContainKey("epochs");
  }

  @Test
  void resolve_baseLearningRate_isInProportionToTheBatch() {
    OptimizerPlan plan = resolve(byol()).plan().optimizer();

    assertThat(plan.rule()).isEqualTo(OptimizerRule.LARS);
    // Two epochs of 78 steps of warm-up, then 0.3 * 128 / 256; one rounding apart at most.
    assertThat(plan.learningRate().at(0, 780)).isZero();
    assertThat(plan.learningRate().at(78, 780)).isCloseTo(0.075, within(1e-15));
    assertThat(plan.learningRate().at(156, 780)).isCloseTo(0.15, within(1e-15));
    assertThat(plan.learningRate().at(780, 780)).isCloseTo(0, within(1e-15));
    assertThat(plan.predictorLearningRate().at(156, 780)).isCloseTo(0.15, within(1e-15));
    assertThat(plan.momentum()).isEqualTo(0.9);
    assertThat(plan.weightDecay().at(5, 10)).isEqualTo(1e-6);
    assertThat(plan.trustCoefficient()).isEqualTo(0.001);
    assertThat(plan.decayBiasAndNormalisation()).isFalse();
  }

  @Test
  void resolve_learningRate_replacesThePresetsBase() {
    ResolvedRecipe resolved =
        resolve(
            byol(
                "optimizer.learning-rate=0.5",
                "optimizer.warmup-steps=10",
                "optimizer.schedule=constant",
                "optimizer.predictor-schedule=constant",
                "optimizer.predictor-learning-rate-factor=10",
                "optimizer.weight-decay-exclusions=none"));

    OptimizerPlan plan = resolved.plan().optimizer();
    assertThat(plan.learningRate().at(5, 780)).isEqualTo(0.25);
    assertThat(plan.learningRate().at(10, 780)).isEqualTo(0.5);
    assertThat(plan.learningRate().at(779, 780)).isEqualTo(0.5);
    assertThat(plan.predictorLearningRate().at(0, 780)).isEqualTo(5);
    assertThat(plan.decayBiasAndNormalisation()).isTrue();
    assertThat(resolved.settings())
        .doesNotContainKeys("optimizer.base-learning-rate", "optimizer.warmup-epochs");
  }

  @Test
  void resolve_otherOptimizer_startsFromItsOwnDefaults() {
    ResolvedRecipe resolved =
        resolve(byol("optimizer=adamw", "optimizer.learning-rate=0.001", "optimizer.beta2=0.99"));

    OptimizerPlan plan = resolved.plan().optimizer();
    assertThat(plan.rule()).isEqualTo(OptimizerRule.ADAMW);
    assertThat(plan.beta1()).isEqualTo(0.9);
    assertThat(plan.beta2()).isEqualTo(0.99);
    assertThat(plan.epsilon()).isEqualTo(1e-8);
    assertThat(plan.weightDecay().at(5, 10)).isZero();
    assertThat(resolved.settings())
        .containsEntry("optimizer.warmup-steps", "0")
        .doesNotContainKeys("optimizer.momentum", "optimizer.trust-coefficient");
  }

  @Test
  void resolve_otherMethodParts_byOneLineEach() {
    ResolvedRecipe resolved =
        resolve(
            byol(
                "target-update=none",
                "target-shaping=centring",
                "guards=feature-std",
                "symmetric=false",
                "stop-gradient=off",
                "encoder=target"));

    assertThat(resolved.plan().method().targetShaper())
        .containsInstanceOf(TestParts.TestShaper.class);
    assertThat(resolved.plan().method().gradientGuards()).isEmpty();
    assertThat(resolved.plan().method().symmetric()).isFalse();
    assertThat(resolved.plan().method().stopGradient()).isFalse();
    assertThat(resolved.plan().encoder()).isEqualTo(Network.TARGET);
    assertThat(resolved.settings())
        .containsEntry("target-update", "none")
        .doesNotContainKey("target-update.momentum")
        .containsEntry("target-shaping.momentum", "0.996")
        .containsEntry("guard.feature-std.threshold", "0.2")
        .doesNotContainKey("guard.non-finite.action");
  }

  @Test
  void resolve_guardsNone_dropsTheirOptions() {
    ResolvedRecipe resolved = resolve(byol("guards=none"));

    assertThat(resolved.plan().method().monitors()).isEmpty();
    assertThat(resolved.settings()).doesNotContainKey("guard.feature-std.threshold");
  }

  @Test
  void resolve_withoutPreset() {
    Recipe recipe =
        Recipe.empty()
            .withSettings(
                Map.of(
                    "loss", "moco",
                    "loss.temperature", "0.2",
                    "target-update", "ema",
                    "backbone", "resnet18",
                    "views", "byol",
                    "optimizer.learning-rate", "0.1",
                    "steps", "${batch-size}",
                    "batch-size", "64"),
                "a program");

    ResolvedRecipe resolved = resolve(recipe);

    assertThat(resolved.plan().steps()).isEqualTo(64);
    assertThat(resolved.plan().optimizer().rule()).isEqualTo(OptimizerRule.SGD);
    assertThat(resolved.plan().projector()).hasToString("none");
    assertThat(resolved.settings()).doesNotContainKey("recipe");
    TestParts.TestLoss loss = (TestParts.TestLoss) resolved.plan().method().loss();
    assertThat(loss.options().get(TestPlugin.TEMPERATURE)).isEqualTo(0.2);
  }

  @Test
  void resolve_severalBackends_byName() {
    ResolvedRecipe resolved =
        RecipeResolver.resolve(
            byol("backend=dl4j"),
            Resolving.REGISTRY,
            List.of(new TestBackend("djl"), new TestBackend("dl4j")),
            Resolving.DATA);

    assertThat(resolved.backend().name()).isEqualTo("dl4j");
  }

  @Test
  void resolve_batchOfOneWithoutBatchNorm_isAllowed() {
    ResolvedRecipe resolved =
        resolve(byol("batch-size=1", "projector=linear(8)", "predictor=linear(8)"));

    assertThat(resolved.plan().batchSize()).isEqualTo(1);
  }

  @Test
  void resolve_dataOptions_areCheckedAndRecorded() {
    List<Option<?>> options =
        List.of(Option.whole("samples").range(1, 100_000).defaultValue(5000L));

    assertThat(dataSettings(byol("data.samples=70"), options)).containsEntry("data.samples", "70");
    assertThat(dataSettings(byol(), options)).containsEntry("data.samples", "5000");
    assertThatThrownBy(() -> dataSettings(byol("data.samples=0", "data.sample=3"), options))
        .hasMessage(
            """
            2 problems in recipe (command line):
              data.samples = 0  must be a whole number in [1, 100000] (command line)
              data.sample = 3   is not an option of data; did you mean 'data.samples'? (command line)
                options of data: data.samples, data.strict""");
  }

  private static Map<String, String> dataSettings(Recipe recipe, List<Option<?>> options) {
    return RecipeResolver.resolve(
            recipe, Resolving.REGISTRY, Resolving.BACKENDS, Resolving.DATA, options)
        .settings();
  }

  @Test
  void check_withoutData_passes() {
    RecipeResolver.check(byol("batch-size=4096"), Resolving.REGISTRY, Resolving.BACKENDS);
  }
}
