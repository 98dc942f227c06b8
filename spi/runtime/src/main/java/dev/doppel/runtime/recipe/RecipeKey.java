package dev.doppel.runtime.recipe;

import dev.doppel.spi.option.Option;

/**
 * A key of a recipe, declared like an option.
 *
 * @param key the key, such as {@code optimizer.momentum}
 * @param option its type, default and description; its name is the key's last part
 * @param <T> the type of its values
 */
public record RecipeKey<T>(String key, Option<T> option) {

  static <T> RecipeKey<T> of(Option<T> option) {
    return new RecipeKey<>(option.name(), option);
  }

  static <T> RecipeKey<T> of(String prefix, Option<T> option) {
    return new RecipeKey<>(prefix + "." + option.name(), option);
  }
}
