/**
 * Recipes: a method with all its settings, from files, the command line and presets of plugins.
 *
 * <p>A {@link dev.doppel.runtime.recipe.Recipe} is what a user wrote, in layers: properties and
 * YAML files, which may include others, and settings such as {@code steps=800} on top. {@link
 * dev.doppel.runtime.recipe.RecipeResolver} puts the preset that it names underneath, asks the
 * {@link dev.doppel.runtime.plugin.PluginRegistry} for what it selects, checks every option and how
 * they go together, and returns a {@link dev.doppel.runtime.recipe.ResolvedRecipe}: the {@link
 * dev.doppel.runtime.training.TrainingPlan}, all settings with every default, and which plugin of
 * which jar brought what. Written to a file, that is a recipe again, with the same result.
 *
 * <p>How layers go together: a setting replaces the one of the same key in a lower layer. It also
 * replaces its opposite ({@code steps} and {@code epochs}, {@code optimizer.learning-rate} and
 * {@code optimizer.base-learning-rate}, {@code optimizer.warmup-steps} and {@code
 * optimizer.warmup-epochs}). A selector such as {@code loss} that names something else than a lower
 * layer does drops that layer's {@code loss.*}, which belong to what is no longer selected.
 *
 * <p>Which plugins there are to select from is in the recipe too, in the keys {@code plugin.*}:
 * {@link dev.doppel.runtime.recipe.RecipePlugins} looks for them, before anything is resolved.
 *
 * <p>All that is wrong is in one {@link dev.doppel.runtime.recipe.RecipeException}. The keys that
 * no plugin brings are listed in {@link dev.doppel.runtime.recipe.RecipeKeys}.
 *
 * <p>Files are read with the parser of Apache Commons Configuration (properties) and the one that
 * it uses for YAML, one line at a time, so that each setting keeps its line and its exact text;
 * {@code ${...}} is Commons Configuration's interpolation, over other keys, {@code env:} and {@code
 * sys:}.
 */
package dev.doppel.runtime.recipe;
