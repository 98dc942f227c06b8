package dev.doppel.spi.view;

/**
 * An image as planes of numbers: all of the first channel row by row, then the next. Values of
 * photographs lie in [0, 1] until a normalisation moves them. Not copied on the way in or out: who
 * holds the array may change it, and the contract of each operation says whether it does.
 *
 * @param channels the number of channels: 1 (gray) or 3 (red, green, blue)
 * @param height the height in pixels
 * @param width the width in pixels
 * @param pixels the values, {@code channels * height * width} of them
 */
public record Image(int channels, int height, int width, float[] pixels) {

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if the array does not hold as many values as the sizes say
   */
  public Image {
    if (channels < 1
        || height < 1
        || width < 1
        || pixels.length != (long) channels * height * width) {
      throw new IllegalArgumentException(
          "an image of %d x %d x %d cannot have %d values"
              .formatted(channels, height, width, pixels.length));
    }
  }

  /**
   * A new image of this size with the same values.
   *
   * @return the copy
   */
  public Image copy() {
    return new Image(channels, height, width, pixels.clone());
  }
}
