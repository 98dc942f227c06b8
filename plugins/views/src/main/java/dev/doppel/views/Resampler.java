package dev.doppel.views;

import dev.doppel.spi.view.Image;

/**
 * Brings a box of an image to a square of a given size.
 *
 * <p>Separable: each source row is resampled along its width once, when the first result row needs
 * it, and kept in a ring of as many rows as one result row is made of. So the work between the two
 * images stays in the first-level cache, whatever the images' size.
 */
final class Resampler {

  private final Image source;
  private final CropBox box;
  private final AxisWeights across;
  private final AxisWeights down;
  private final int size;
  private final boolean overshoots;

  private Resampler(Image source, CropBox box, int size, Interpolation interpolation) {
    this.source = source;
    this.box = box;
    this.size = size;
    this.across = AxisWeights.of(interpolation, box.width(), size);
    this.down = AxisWeights.of(interpolation, box.height(), size);
    this.overshoots = interpolation == Interpolation.BICUBIC;
  }

  /**
   * Resamples a box.
   *
   * @param source the image, not changed
   * @param box a part of it
   * @param size the height and width of the result, in pixels
   * @param interpolation the filter; what a bicubic one yields outside [0, 1] is cut off
   * @return a new image of {@code channels x size x size}
   */
  static Image resample(Image source, CropBox box, int size, Interpolation interpolation) {
    return new Resampler(source, box, size, interpolation).run();
  }

  private Image run() {
    float[] pixels = new float[source.channels() * size * size];
    for (int channel = 0; channel < source.channels(); channel++) {
      plane(channel, pixels);
    }
    return new Image(source.channels(), size, size, pixels);
  }

  private void plane(int channel, float[] pixels) {
    int origin = (channel * source.height() + box.top()) * source.width() + box.left();
    int taps = down.taps();
    float[][] ring = new float[taps][size];
    float[] sum = new float[size];
    int ready = 0;
    for (int y = 0; y < size; y++) {
      int first = down.first()[y];
      for (ready = Math.max(ready, first); ready < first + taps; ready++) {
        shrinkRow(origin + ready * source.width(), ring[ready % taps]);
      }
      Rows.scale(sum, ring[first % taps], down.weights()[y * taps]);
      for (int k = 1; k < taps; k++) {
        Rows.add(sum, ring[(first + k) % taps], down.weights()[y * taps + k]);
      }
      if (overshoots) {
        Rows.clamp(sum);
      }
      System.arraycopy(sum, 0, pixels, (channel * size + y) * size, size);
    }
  }

  private void shrinkRow(int offset, float[] row) {
    switch (across.taps()) {
      case 2 -> Gather.two(source.pixels(), offset, across, row);
      case 4 -> Gather.four(source.pixels(), offset, across, row);
      default -> Gather.any(source.pixels(), offset, across, row);
    }
  }
}
