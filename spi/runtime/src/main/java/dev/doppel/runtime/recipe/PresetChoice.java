package dev.doppel.runtime.recipe;

import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.runtime.plugin.UnknownExtensionException;
import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The preset that a recipe starts from: the one of that full name, or the method's one for the size
 * of the images.
 *
 * @param preset the preset; empty if the recipe names none or one that cannot be had
 * @param problems what is wrong with the name
 * @param failed whether the recipe names a preset that cannot be had
 */
record PresetChoice(
    Optional<Registered<RecipePreset>> preset, List<RecipeProblem> problems, boolean failed) {

  static PresetChoice of(Recipe recipe, PluginRegistry registry, DataFacts facts) {
    LayerMerge merge = new LayerMerge(recipe.layers());
    RecipeSetting setting = merge.settings().get(RecipeKeys.RECIPE.key());
    if (setting == null) {
      return new PresetChoice(Optional.empty(), List.of(), false);
    }
    if (merge.unresolved().contains(RecipeKeys.RECIPE.key())) {
      // Reported with all other values that refer to something unknown.
      return new PresetChoice(Optional.empty(), List.of(), true);
    }
    List<String> fullNames = fullNames(registry, setting.value());
    int size = imageSize(merge, facts);
    if (fullNames.size() > 1 && size == 0) {
      return failure(
          RecipeProblem.without(
              RecipeKeys.IMAGE_SIZE.key(),
              "must be set, since the images differ in size: recipe '%s' is either %s"
                  .formatted(setting.value(), String.join(" or ", fullNames))));
    }
    String fullName =
        switch (fullNames.size()) {
          case 0 -> setting.value();
          case 1 -> fullNames.get(0);
          default -> setting.value() + "-" + ImageScale.of(size).suffix();
        };
    try {
      String askedBy = "recipe=" + setting.value() + ", " + setting.origin();
      return new PresetChoice(
          Optional.of(registry.find(ExtensionKind.RECIPE, fullName, askedBy)), List.of(), false);
    } catch (UnknownExtensionException e) {
      return failure(
          RecipeProblem.with(RecipeKeys.RECIPE.key(), setting, e.summary(), e.details()));
    }
  }

  private static PresetChoice failure(RecipeProblem problem) {
    return new PresetChoice(Optional.empty(), List.of(problem), true);
  }

  /** The presets that a name may mean: itself, or all of a method. */
  private static List<String> fullNames(PluginRegistry registry, String name) {
    List<String> ofMethod = new ArrayList<>();
    for (Registered<RecipePreset> registered : registry.all(ExtensionKind.RECIPE)) {
      RecipePreset preset = registered.factory();
      if (preset.fullName().equals(name)) {
        return List.of(name);
      }
      if (preset.name().equals(name) && !ofMethod.contains(preset.fullName())) {
        ofMethod.add(preset.fullName());
      }
    }
    return ofMethod;
  }

  private static int imageSize(LayerMerge merge, DataFacts facts) {
    RecipeSetting setting = merge.settings().get(RecipeKeys.IMAGE_SIZE.key());
    if (setting == null) {
      return facts.imageSize();
    }
    try {
      return Math.toIntExact(RecipeKeys.IMAGE_SIZE.option().parse(setting.value()));
    } catch (IllegalArgumentException e) {
      // Reported when the key is read; the preset hardly matters by then.
      return 1;
    }
  }

  /** The preset's settings, to lie under all others. */
  List<RecipeLayer> layer() {
    return preset.map(found -> List.of(layer(found.factory()))).orElse(List.of());
  }

  private static RecipeLayer layer(RecipePreset preset) {
    Map<String, String> sorted = new TreeMap<>(preset.settings());
    return RecipeLayer.of("preset " + preset.fullName(), sorted);
  }
}
