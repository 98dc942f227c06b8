package dev.doppel.runtime.recipe;

/**
 * A value with where it comes from.
 *
 * @param value the value as text, without spaces around it
 * @param origin such as {@code train.properties:3}, {@code command line}, {@code preset
 *     byol-imagenet}, {@code data} or {@code default}
 */
public record RecipeSetting(String value, String origin) {

  /** The origin of what nobody set. */
  static final String DEFAULT = "default";

  /** Removes spaces around the value. */
  public RecipeSetting {
    value = value.strip();
  }
}
