package dev.doppel.cli;

import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.PluginSearch;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipePlugins;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The plugins of the distribution, in the folder {@code plugins}, with those that a recipe adds.
 *
 * <p>Recipes that add the same get the same plugins: another search would load each class again,
 * and a comparison's later runs would begin with code that is not yet compiled. For one thread.
 */
final class DistributionPlugins implements Function<Recipe, PluginRegistry> {

  private final PluginSearch own;
  private final Map<PluginSearch, PluginRegistry> found = new HashMap<>();

  /** The plugins that a search finds, and those of recipes. */
  DistributionPlugins(PluginSearch own) {
    this.own = own;
  }

  /** The plugins of the distribution that runs, which the command's script tells of. */
  static DistributionPlugins present() {
    String home = System.getProperty("doppel.home");
    PluginSearch search = PluginSearch.classPath();
    return new DistributionPlugins(
        home == null ? search : search.withFolder(Path.of(home, "plugins")));
  }

  @Override
  public PluginRegistry apply(Recipe recipe) {
    return found.computeIfAbsent(RecipePlugins.search(recipe, own), PluginSearch::discover);
  }
}
