package dev.doppel.cli.comparison;

import dev.doppel.runtime.recipe.Recipe;

/**
 * A recipe that is compared with others.
 *
 * @param name the name of its runs' folders and of its row
 * @param recipe the recipe, overrides included
 */
public record Contestant(String name, Recipe recipe) {}
