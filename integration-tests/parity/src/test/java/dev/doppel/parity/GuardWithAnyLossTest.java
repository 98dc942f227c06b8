package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.djl.DjlBackend;
import dev.doppel.dl4j.Dl4jBackend;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.runtime.recipe.RecipeException;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.TargetShaper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every loss of the plugins with all guards at once, and with each target shaper, on every backend:
 * it trains, or the recipe is refused before the first step in words that name both.
 */
final class GuardWithAnyLossTest {

  private static final int STEPS = 3;

  private static final PluginRegistry PLUGINS = PluginRegistry.discover();

  static List<Arguments> losses() {
    List<Arguments> losses = new ArrayList<>();
    for (TrainingBackend backend : List.of(new DjlBackend(), new Dl4jBackend())) {
      PLUGINS
          .all(ExtensionKind.LOSS)
          .forEach(
              loss -> losses.add(Arguments.of(backend.name(), loss.factory().name(), backend)));
    }
    return losses;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("losses")
  void loss_withAllGuards_trains(String name, String loss, TrainingBackend backend) {
    String guards = guards(false).stream().collect(Collectors.joining(", "));
    assertThat(guards).contains("feature-std", "non-finite", "clip", "gradient-spike");
    assertTrains(losses(backend, loss, "guards", guards));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("losses")
  void loss_withEachShaper_trainsOrIsRefused(String name, String loss, TrainingBackend backend) {
    List<String> shapers = guards(true);
    assertThat(shapers).contains("centring", "sinkhorn");
    boolean distributions = List.of("dino", "swav").contains(loss);
    for (String shaper : shapers) {
      try {
        assertTrains(losses(backend, loss, "target-shaping", shaper));
        assertThat(distributions).as("whether %s takes what %s makes", loss, shaper).isTrue();
      } catch (RecipeException e) {
        assertThat(distributions).as("whether %s takes what %s makes", loss, shaper).isFalse();
        assertThat(e)
            .hasMessageContaining("target-shaping = " + shaper)
            .hasMessageContaining("loss '%s'", loss);
      }
    }
  }

  private static void assertTrains(List<Double> losses) {
    assertThat(losses).hasSize(STEPS).allSatisfy(value -> assertThat(value).isFinite());
    assertThat(losses).doesNotHaveDuplicates();
  }

  /** The guards that shape targets, or those that do not. */
  private static List<String> guards(boolean shaping) {
    return PLUGINS.all(ExtensionKind.GUARD).stream()
        .map(Registered::factory)
        .filter(guard -> TargetShaper.class.isAssignableFrom(guard.kind()) == shaping)
        .map(CollapseGuardFactory::name)
        .toList();
  }

  private static List<Double> losses(
      TrainingBackend backend, String loss, String key, String value) {
    Map<String, String> settings =
        Map.of(
            "recipe",
            loss,
            key,
            value,
            "backbone.filters",
            "4",
            "batch-size",
            "16",
            "steps",
            String.valueOf(STEPS));
    return CrossBackendTest.losses(backend, settings, STEPS);
  }
}
