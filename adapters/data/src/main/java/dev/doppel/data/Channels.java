package dev.doppel.data;

import dev.doppel.spi.view.Image;

/**
 * Conversion between gray and colour.
 *
 * <p>Gray is the luma of ITU-R BT.601, 0.299 red + 0.587 green + 0.114 blue, as in PIL and
 * torchvision, here without rounding. Gray as colour is the same plane three times.
 */
final class Channels {

  private static final float RED = 0.299f;
  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;

  private Channels() {}

  /** The image with 1 or 3 channels; the image itself if it has them already. */
  static Image convert(Image image, int channels) {
    if (image.channels() == channels) {
      return image;
    }
    int plane = image.height() * image.width();
    float[] from = image.pixels();
    float[] to = new float[channels * plane];
    if (channels == 1) {
      for (int i = 0; i < plane; i++) {
        to[i] = luma(from[i], from[plane + i], from[2 * plane + i]);
      }
    } else {
      for (int channel = 0; channel < channels; channel++) {
        System.arraycopy(from, 0, to, channel * plane, plane);
      }
    }
    return new Image(channels, image.height(), image.width(), to);
  }

  /** The gray of a colour. */
  static float luma(float red, float green, float blue) {
    return RED * red + GREEN * green + BLUE * blue;
  }
}
