package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.djl.DjlBackend;
import dev.doppel.dl4j.Dl4jBackend;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset for small images trains as it is, with its guards, on every backend. */
final class SmallImagePresetTest {

  private static final int STEPS = 3;

  static List<Arguments> presets() {
    List<Arguments> presets = new ArrayList<>();
    for (TrainingBackend backend : List.of(new DjlBackend(), new Dl4jBackend())) {
      names().forEach(name -> presets.add(Arguments.of(backend.name(), name, backend)));
    }
    return presets;
  }

  private static List<String> names() {
    return PluginRegistry.discover().all(ExtensionKind.RECIPE).stream()
        .map(Registered::factory)
        .filter(preset -> preset.scale() == ImageScale.SMALL_IMAGE)
        .map(RecipePreset::fullName)
        .toList();
  }

  @Test
  void names_haveTheTransformers() {
    assertThat(names())
        .contains("byol-small-image", "dino-vit-small-image", "moco-v3-vit-small-image");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("presets")
  void preset_fewSteps_trains(String name, String preset, TrainingBackend backend) {
    Map<String, String> settings =
        Map.of("recipe", preset, "batch-size", "16", "steps", String.valueOf(STEPS));
    List<Double> losses = CrossBackendTest.losses(backend, settings, STEPS);
    assertThat(losses).hasSize(STEPS).allSatisfy(value -> assertThat(value).isFinite());
    assertThat(losses).doesNotHaveDuplicates();
  }
}
