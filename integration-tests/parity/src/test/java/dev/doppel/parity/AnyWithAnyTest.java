package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.djl.DjlBackend;
import dev.doppel.dl4j.Dl4jBackend;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.runtime.recipe.DataFacts;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeException;
import dev.doppel.runtime.recipe.RecipeResolver;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetSource;
import dev.doppel.testkit.RecordedSteps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every loss of the plugins with every target update, on every backend: either the pair trains, or
 * the recipe is refused before the first step in words that name both.
 */
final class AnyWithAnyTest {

  private static final int STEPS = 5;

  private static final PluginRegistry PLUGINS = PluginRegistry.discover();

  static List<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (TrainingBackend backend : List.of(new DjlBackend(), new Dl4jBackend())) {
      for (String loss : names(ExtensionKind.LOSS)) {
        for (String update : names(ExtensionKind.TARGET_UPDATE)) {
          pairs.add(Arguments.of(backend.name(), loss, update, backend));
        }
      }
    }
    return pairs;
  }

  private static <F extends ExtensionFactory> List<String> names(ExtensionKind<F> kind) {
    return PLUGINS.all(kind).stream().map(Registered::factory).map(ExtensionFactory::name).toList();
  }

  @ParameterizedTest(name = "{0}: {1} with {2}")
  @MethodSource("pairs")
  void pair_trainsOrIsRefused(String name, String loss, String update, TrainingBackend backend) {
    TrainingPlan plan;
    try {
      plan = plan(backend, loss, update);
    } catch (RecipeException e) {
      // Only what has no use for a target network may refuse one.
      assertThat(update).isNotEqualTo("none");
      assertThat(e)
          .hasMessageContaining("'%s' moves a target network", update)
          .hasMessageContaining("loss '%s' needs none", loss);
      return;
    }
    assertThat(
            plan.method().targetUpdate().source() == TargetSource.ONLINE_NETWORK
                || needsTargetNetwork(plan.method().loss()))
        .as("a target network is there for a loss that needs one")
        .isTrue();
    Map<ParameterGradient, Double> gradients = new LinkedHashMap<>();
    List<Double> losses = train(backend, recording(plan, gradients));

    assertThat(losses).hasSize(STEPS).allSatisfy(value -> assertThat(value).isFinite());
    assertThat(gradients.keySet())
        .extracting(ParameterGradient::part)
        .contains(NetworkPart.BACKBONE);
    gradients.forEach(
        (gradient, norm) -> {
          // A bias before a batch norm has no gradient, whatever the method.
          if (gradient.role() == ParameterRole.WEIGHT) {
            assertThat(norm > 0)
                .as("whether %s of %s has a gradient", gradient.name(), name)
                .isEqualTo(isNeeded(gradient.part(), plan.method().loss()));
          }
        });
  }

  private static boolean needsTargetNetwork(Loss loss) {
    return loss.roles().stream().anyMatch(role -> role.network() == Network.TARGET);
  }

  /** Whether the way to a prediction leads through a part. */
  private static boolean isNeeded(NetworkPart part, Loss loss) {
    Stage last =
        loss.roles().stream()
            .filter(role -> role.role() == Role.PREDICTION)
            .findFirst()
            .orElseThrow()
            .stage();
    return switch (part) {
      case BACKBONE -> true;
      case PROJECTOR -> last != Stage.EMBEDDING;
      case PREDICTOR -> last == Stage.PREDICTION;
    };
  }

  private static TrainingPlan plan(TrainingBackend backend, String loss, String update) {
    Map<String, String> settings =
        Map.of(
            "recipe",
            loss,
            "target-update",
            update,
            "guards",
            "none",
            "backbone.filters",
            "4",
            "batch-size",
            "16",
            "steps",
            String.valueOf(STEPS));
    return RecipeResolver.resolve(
            Recipe.empty().withSettings(settings, "the test"),
            PLUGINS,
            List.of(backend),
            new DataFacts(1, RealBatches.SIZE, 4_000))
        .plan();
  }

  /** The plan with a guard that notes the largest norm of each gradient. */
  private static TrainingPlan recording(TrainingPlan plan, Map<ParameterGradient, Double> largest) {
    GradientGuard recorder =
        (gradients, state, step) -> {
          for (ParameterGradient gradient : gradients.parameters()) {
            largest.merge(gradient, gradient.norm(), Math::max);
          }
          return new GradientDecision(true, Verdict.healthy(Map.of()), state);
        };
    Method method = plan.method();
    Method recorded =
        new Method(
            method.loss(),
            method.targetUpdate(),
            method.targetShaper(),
            List.of(new ConfiguredGuard<>("recorder", recorder, GuardAction.STOP)),
            List.of(),
            method.symmetric(),
            method.stopGradient());
    return plan.withMethod(recorded);
  }

  private static List<Double> train(TrainingBackend backend, TrainingPlan plan) {
    return RecordedSteps.train(backend, plan, STEPS, new RealBatches(plan, PLUGINS)::batch)
        .losses();
  }
}
