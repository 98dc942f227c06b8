package dev.doppel.runtime.recipe;

import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.spi.option.Option;
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
    return resolve(recipe, registry, backends, facts, List.of());
  }

  /**
   * Resolves a recipe whose data are opened with options.
   *
   * @param recipe what the user wrote
   * @param registry the plugins
   * @param backends the platforms on the class path
   * @param facts what is known about the data
   * @param dataOptions the options {@code data.*} of whoever opens the data
   * @return the run, fully checked
   * @throws RecipeException if anything is wrong with the recipe; it holds all problems
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin that the recipe selects fails, or
   *     several bring what it asks for
   */
  public static ResolvedRecipe resolve(
      Recipe recipe,
      PluginRegistry registry,
      List<TrainingBackend> backends,
      DataFacts facts,
      List<Option<?>> dataOptions) {
    return new Resolution(recipe, registry, backends, facts, dataOptions).resolve();
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
  public static void check(Recipe recipe, PluginRegistry registry, List<TrainingBackend> backends) {
    check(recipe, registry, backends, List.of());
  }

  /**
   * Checks a recipe whose data will be opened with options, as {@link #check(Recipe,
   * PluginRegistry, List)} does.
   *
   * @param recipe what the user wrote
   * @param registry the plugins
   * @param backends the platforms on the class path
   * @param dataOptions the options {@code data.*} of whoever opens the data
   * @throws RecipeException if anything is wrong with the recipe; it holds all problems
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin that the recipe selects fails, or
   *     several bring what it asks for
   */
  public static void check(
      Recipe recipe,
      PluginRegistry registry,
      List<TrainingBackend> backends,
      List<Option<?>> dataOptions) {
    new Resolution(recipe, registry, backends, ANY_DATA, dataOptions).resolve();
  }
}
