package dev.doppel.cli;

import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.Recipe;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What the commands find around them. Tests bring their own.
 *
 * @param storage how files are written
 * @param plugins looks for the plugins of a recipe, when a command needs them
 * @param shelf the distribution's recipe files
 * @param terminal whether a person looks at the error output
 * @param clock the time in nanoseconds, from anywhere
 * @param interruption what Ctrl-C does
 */
record CommandContext(
    Storage storage,
    Function<Recipe, PluginRegistry> plugins,
    RecipeShelf shelf,
    boolean terminal,
    LongSupplier clock,
    Interruption interruption) {}
