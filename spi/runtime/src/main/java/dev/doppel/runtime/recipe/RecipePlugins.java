package dev.doppel.runtime.recipe;

import dev.doppel.runtime.plugin.PluginPin;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.PluginSearch;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The plugins that a recipe may select from: those that a program has, and what the keys {@code
 * plugin.*} say beside it.
 *
 * <pre>{@code
 * plugin.path = /opt/vicreg-1.0.jar, more-plugins
 * plugin.sha256 = vicreg-1.0.jar=9f86d081..., byol-0.1.0.jar=60303ae2...
 * plugin.exclude = byol-0.0.9.jar
 * }</pre>
 *
 * <p>Paths are relative to where the program runs, as that of {@code data} is.
 */
public final class RecipePlugins {

  private final SettingsReader settings;

  private RecipePlugins(Recipe recipe) {
    settings = new SettingsReader(new LayerMerge(recipe.layers()));
  }

  /**
   * Looks for the plugins of a recipe.
   *
   * @param recipe what the user wrote
   * @return the plugins on the class path, and those that the recipe adds
   * @throws RecipeException if anything is wrong with its keys {@code plugin.*}; since nobody can
   *     say then what it may select from, the other keys are not looked at
   */
  public static PluginRegistry discover(Recipe recipe) {
    return search(recipe, PluginSearch.classPath()).discover();
  }

  /**
   * A search for the plugins of a recipe.
   *
   * @param recipe what the user wrote
   * @param program where the program looks for plugins
   * @return the same with what the recipe says
   * @throws RecipeException if anything is wrong with its keys {@code plugin.*}; since nobody can
   *     say then what it may select from, the other keys are not looked at
   */
  public static PluginSearch search(Recipe recipe, PluginSearch program) {
    RecipePlugins plugins = new RecipePlugins(recipe);
    PluginSearch search =
        program.withPath(plugins.path()).withPins(plugins.pins()).without(plugins.excluded());
    List<RecipeProblem> problems = new ArrayList<>(recipe.problems());
    problems.addAll(plugins.settings.problems());
    problems.removeIf(problem -> !problem.key().startsWith(RecipeKeys.PLUGIN_PREFIX));
    if (!problems.isEmpty()) {
      throw new RecipeException(problems, recipe.sources().stream().distinct().toList());
    }
    return search;
  }

  private List<Path> path() {
    List<Path> path = new ArrayList<>();
    for (String name : list(RecipeKeys.PLUGIN_PATH)) {
      path(name).ifPresent(path::add);
    }
    return path;
  }

  private Optional<Path> path(String name) {
    String key = RecipeKeys.PLUGIN_PATH.key();
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException e) {
      settings.problem(key, "names '%s', which is no path: %s".formatted(name, e.getReason()));
      return Optional.empty();
    }
    if (!Files.exists(path)) {
      settings.problem(key, "names '%s', but there is no such file or folder".formatted(name));
      return Optional.empty();
    }
    if (!Files.isDirectory(path) && !name.endsWith(".jar")) {
      settings.problem(key, "names '%s', which is neither a jar nor a folder".formatted(name));
      return Optional.empty();
    }
    return Optional.of(path);
  }

  private List<PluginPin> pins() {
    String key = RecipeKeys.PLUGIN_SHA256.key();
    List<PluginPin> pins = new ArrayList<>();
    for (String text : list(RecipeKeys.PLUGIN_SHA256)) {
      try {
        pins.add(PluginPin.parse(text));
      } catch (IllegalArgumentException e) {
        settings.problem(key, "must be none, or NAME.jar=HEX for each jar: " + e.getMessage());
      }
    }
    // No pins would mean that everything is loaded, which is not what an empty value says.
    if (settings
        .given(key)
        .filter(setting -> CommaList.of(setting.value()).isEmpty())
        .isPresent()) {
      settings.problem(key, "must be none, or NAME.jar=HEX for each jar");
    }
    return pins;
  }

  private Set<String> excluded() {
    RecipeKey<String> key = RecipeKeys.PLUGIN_EXCLUDE;
    Set<String> names = new LinkedHashSet<>();
    for (String name : list(key)) {
      if (name.contains("/") || name.contains("\\")) {
        settings.problem(
            key.key(), "names '%s', but a jar is left out by its file name alone".formatted(name));
      }
      names.add(name);
    }
    return names;
  }

  private List<String> list(RecipeKey<String> key) {
    List<String> names = CommaList.of(settings.read(key).orElse(RecipeKeys.NONE));
    return names.equals(List.of(RecipeKeys.NONE)) ? List.of() : names;
  }
}
