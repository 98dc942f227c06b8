/**
 * Recipes that a plugin ships: methods with all their published settings ({@link
 * dev.doppel.spi.recipe.RecipePreset}).
 */
package dev.doppel.spi.recipe;
