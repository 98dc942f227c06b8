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

  private static final float RED = 0.299f;
  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;

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
   * A heat map over the image in gray; the highest weight has the lightest colour.
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
    return new PatchOverlay(gray(image), grid)
        .blend(
            (patch, channel, value) -> SHOWING * value + (1 - SHOWING) * colours[patch][channel]);
  }

  /** The luma of ITU-R BT.601: the image's own colours would be taken for weights. */
  private static Image gray(Image image) {
    if (image.channels() == 1) {
      return image;
    }
    int plane = image.height() * image.width();
    float[] from = image.pixels();
    float[] gray = new float[plane];
    for (int pixel = 0; pixel < plane; pixel++) {
      gray[pixel] =
          RED * from[pixel] + GREEN * from[plane + pixel] + BLUE * from[2 * plane + pixel];
    }
    return new Image(1, image.height(), image.width(), gray);
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
