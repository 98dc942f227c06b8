package dev.doppel.cli.attention;

import dev.doppel.spi.view.Image;

/**
 * Lays what is known of patches over an image. Each patch covers its pixels alone
 * (nearest-neighbour upsampling): no smoothing pretends to know more than the network says.
 *
 * @param image the image, square, with values in [0, 1]
 * @param grid the patches along one side; they divide the image
 */
record PatchOverlay(Image image, int grid) {

  /** How much of the image shows through a heat map. */
  private static final float SHOWING = 0.4f;

  /** How much is left of the brightness outside a mask. */
  private static final float SHADE = 0.2f;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the image is not square, or the patches do not divide it
   */
  PatchOverlay {
    if (image.height() != image.width() || image.height() % grid != 0) {
      throw new IllegalArgumentException(
          "%d x %d patches do not divide an image of %d x %d"
              .formatted(grid, grid, image.height(), image.width()));
    }
  }

  /** What a pixel becomes: red, green or blue of the image, and the same of the result. */
  @FunctionalInterface
  private interface Blend {
    float of(int patch, int channel, float value);
  }

  /**
   * A heat map over the image; the highest weight has the lightest colour.
   *
   * @param weights the weight of each patch, row by row, not negative
   * @return an image of three channels
   */
  Image heat(float[] weights) {
    float highest = 0;
    for (float weight : weights) {
      highest = Math.max(highest, weight);
    }
    float[][] colours = new float[weights.length][];
    for (int patch = 0; patch < weights.length; patch++) {
      colours[patch] = ColourMap.colour(highest > 0 ? weights[patch] / highest : 0);
    }
    return blend(
        (patch, channel, value) -> SHOWING * value + (1 - SHOWING) * colours[patch][channel]);
  }

  /**
   * The image with some patches as they are and the others dark.
   *
   * @param kept whether each patch is left as it is, row by row
   * @return an image of three channels
   */
  Image masked(boolean[] kept) {
    return blend((patch, channel, value) -> kept[patch] ? value : SHADE * value);
  }

  /**
   * The image as it is.
   *
   * @return an image of three channels
   */
  Image plain() {
    return blend((patch, channel, value) -> value);
  }

  private Image blend(Blend blend) {
    int size = image.height();
    int plane = size * size;
    float[] pixels = new float[3 * plane];
    for (int channel = 0; channel < 3; channel++) {
      int source = Math.min(channel, image.channels() - 1);
      for (int pixel = 0; pixel < plane; pixel++) {
        int patch = pixel / size * grid / size * grid + pixel % size * grid / size;
        float value = image.pixels()[source * plane + pixel];
        pixels[channel * plane + pixel] = blend.of(patch, channel, value);
      }
    }
    return new Image(3, size, size, pixels);
  }
}
