package dev.doppel.runtime.recipe;

import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong with a recipe.
 *
 * @param key the key, or the file that cannot be read
 * @param value the value as it was given; empty if there is none
 * @param origin where it was given, such as {@code train.properties:3}; empty if it was not
 * @param problem what is wrong and what is allowed, in words that follow key and value
 * @param details further lines
 */
public record RecipeProblem(
    String key, Optional<String> value, String origin, String problem, List<String> details) {

  /** Copies. */
  public RecipeProblem {
    details = List.copyOf(details);
  }

  /** A problem with a setting that was given. */
  static RecipeProblem with(String key, RecipeSetting setting, String problem) {
    return with(key, setting, problem, List.of());
  }

  /** A problem with a setting that was given. */
  static RecipeProblem with(
      String key, RecipeSetting setting, String problem, List<String> details) {
    return new RecipeProblem(key, Optional.of(setting.value()), setting.origin(), problem, details);
  }

  /** A problem with a key that was not given, or with a file. */
  static RecipeProblem without(String key, String problem) {
    return new RecipeProblem(key, Optional.empty(), "", problem, List.of());
  }

  /** Key and value as a recipe has them. */
  String assignment() {
    return value.map(text -> (key + " = " + text).stripTrailing()).orElse(key);
  }
}
