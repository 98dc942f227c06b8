package dev.doppel.runtime.recipe;

/**
 * What a recipe needs to know about the data.
 *
 * @param channels the channels of an image, 1 or 3
 * @param imageSize the height and width of every image, in pixels; 0 if they differ
 * @param samples the number of samples, at least 1
 */
public record DataFacts(int channels, int imageSize, long samples) {

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if there is no channel or sample, or the size is negative
   */
  public DataFacts {
    if (channels < 1 || imageSize < 0 || samples < 1) {
      throw new IllegalArgumentException(
          "data needs at least 1 channel, 1 sample and no negative size, not %d, %d and %d"
              .formatted(channels, samples, imageSize));
    }
  }
}
