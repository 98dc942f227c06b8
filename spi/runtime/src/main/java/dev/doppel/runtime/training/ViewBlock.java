package dev.doppel.runtime.training;

/**
 * One view of each sample of a batch, in the layout {@code [batch, channels, size, size]}.
 *
 * @param batch the number of samples
 * @param channels the channels
 * @param size the height and width, in pixels
 * @param pixels the values, sample by sample; not copied
 */
public record ViewBlock(int batch, int channels, int size, float[] pixels) {

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if the array does not hold as many values as the sizes say
   */
  public ViewBlock {
    if (pixels.length != (long) batch * channels * size * size) {
      throw new IllegalArgumentException(
          "a block of %d x %d x %d x %d cannot have %d values"
              .formatted(batch, channels, size, size, pixels.length));
    }
  }
}
