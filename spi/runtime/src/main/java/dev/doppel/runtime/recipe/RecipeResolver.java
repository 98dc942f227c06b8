package dev.doppel.runtime.recipe;

import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.training.TrainingBackend;
import java.util.List;

/** Turns what a user wrote into what can be run, or says all that is wrong with it. */
public final class RecipeResolver {

  /** Images that no rule objects to, where nothing is known about the data yet. */
  private static final DataFacts ANY_DATA = new DataFacts(3, 32, 1_000_000_000);

  private RecipeResolver() {}

  /**
   * Resolves a recipe.
   *
   * @param recipe what the user wrote
   * @param registry the plugins
   * @param backends the platforms on the class path
   * @param facts what is known about the data
   * @return the run, fully checked
   * @throws RecipeException if anything is wrong with the recipe; it holds all problems
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin that the recipe selects fails, or
   *     several bring what it asks for
   */
  public static ResolvedRecipe resolve(
      Recipe recipe, PluginRegistry registry, List<TrainingBackend> backends, DataFacts facts) {
    return new Resolution(recipe, registry, backends, facts).resolve();
  }

  /**
   * Checks a recipe before its data is opened, so that a mistyped key is not reported as missing
   * data. What depends on the data is left to {@link #resolve}.
   *
   * @param recipe what the user wrote
   * @param registry the plugins
   * @param backends the platforms on the class path
   * @throws RecipeException if anything is wrong with the recipe; it holds all problems
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin that the recipe selects fails, or
   *     several bring what it asks for
   */
  public static void check(
      Recipe recipe, PluginRegistry registry, List<TrainingBackend> backends) {
    new Resolution(recipe, registry, backends, ANY_DATA).resolve();
  }
}
