package dev.doppel.cli.attention;

import dev.doppel.spi.view.Image;
import java.util.Arrays;
import java.util.List;

/** Puts pictures side by side, large enough to look at. */
final class PictureRow {

  /** The least height and width of a picture, in pixels. */
  private static final int LEAST_SIZE = 224;

  private static final int GAP = 8;

  private PictureRow() {}

  /**
   * A picture whose pixels are squares of pixels, if it is small.
   *
   * @param picture the picture, square
   * @return a picture of at least {@value #LEAST_SIZE} pixels a side; the same one if it has them
   */
  static Image enlarged(Image picture) {
    int size = picture.height();
    int factor = (LEAST_SIZE + size - 1) / size;
    if (factor == 1) {
      return picture;
    }
    int large = factor * size;
    float[] pixels = new float[picture.channels() * large * large];
    for (int i = 0; i < pixels.length; i++) {
      int row = i / large;
      int channel = row / large;
      int from = (channel * size + row % large / factor) * size + i % large / factor;
      pixels[i] = picture.pixels()[from];
    }
    return new Image(picture.channels(), large, large, pixels);
  }

  /**
   * Pictures from left to right, on white.
   *
   * @param pictures pictures of one size and as many channels, at least one
   * @return one picture of all
   */
  static Image of(List<Image> pictures) {
    Image first = pictures.get(0);
    int height = first.height();
    int width = pictures.size() * (first.width() + GAP) - GAP;
    float[] pixels = new float[first.channels() * height * width];
    Arrays.fill(pixels, 1);
    for (int place = 0; place < pictures.size(); place++) {
      for (int row = 0; row < first.channels() * height; row++) {
        System.arraycopy(
            pictures.get(place).pixels(),
            row * first.width(),
            pixels,
            row * width + place * (first.width() + GAP),
            first.width());
      }
    }
    return new Image(first.channels(), height, width, pixels);
  }
}
