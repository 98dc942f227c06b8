package dev.doppel.spi.recipe;

/** The size of images that a preset is made for. */
public enum ImageScale {
  /** Images under 96 pixels. */
  SMALL_IMAGE("small-image"),
  /** Images of 96 pixels or more. */
  IMAGENET("imagenet");

  private static final int LEAST_IMAGENET_SIZE = 96;

  private final String suffix;

  ImageScale(String suffix) {
    this.suffix = suffix;
  }

  /**
   * The scale that images of a size belong to.
   *
   * @param imageSize the height and width of a view, in pixels
   * @return the scale
   */
  public static ImageScale of(int imageSize) {
    return imageSize < LEAST_IMAGENET_SIZE ? SMALL_IMAGE : IMAGENET;
  }

  /**
   * The word that a preset's full name ends with.
   *
   * @return the word
   */
  public String suffix() {
    return suffix;
  }
}
