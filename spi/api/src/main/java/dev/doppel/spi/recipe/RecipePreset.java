package dev.doppel.spi.recipe;

import java.util.Map;

/**
 * A method with all its settings, as published. A recipe file that says {@code recipe = NAME}
 * starts from the preset and overrides what it sets itself.
 *
 * @param name the method's name, such as {@code byol}
 * @param scale the images it is made for; the runtime chooses by image size where a recipe names
 *     the method alone, and {@code NAME-small-image} or {@code NAME-imagenet} name one outright
 * @param description the method in one sentence, with the source of the settings
 * @param settings recipe keys and their values, such as {@code target-update.momentum}
 */
public record RecipePreset(
    String name, ImageScale scale, String description, Map<String, String> settings) {

  /** Copies the settings. */
  public RecipePreset {
    settings = Map.copyOf(settings);
  }

  /**
   * The name that selects this preset whatever the image size.
   *
   * @return the method's name and the scale's, such as {@code byol-imagenet}
   */
  public String fullName() {
    return name + "-" + scale.suffix();
  }
}
