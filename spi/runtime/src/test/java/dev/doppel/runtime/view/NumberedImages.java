package dev.doppel.runtime.view;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.spi.view.Image;
import java.util.Arrays;
import java.util.Set;

/**
 * Images of 2x2 pixels that all hold the image's number.
 *
 * @param size how many there are
 * @param broken the numbers of those that cannot be read
 * @param beforeReading runs before each image is read, on the reading thread
 */
record NumberedImages(int size, Set<Integer> broken, Runnable beforeReading)
    implements ImageSource {

  NumberedImages(int size, Set<Integer> broken) {
    this(size, broken, () -> {});
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public Image image(int index) throws UnreadableImageException {
    beforeReading.run();
    if (broken.contains(index)) {
      throw new UnreadableImageException(index + ".png", "it is torn", null);
    }
    float[] pixels = new float[4];
    Arrays.fill(pixels, index);
    return new Image(1, 2, 2, pixels);
  }

  @Override
  public int label(int index) {
    return NO_LABEL;
  }

  @Override
  public int classes() {
    return 0;
  }

  @Override
  public int uniformSize() {
    return 2;
  }

  @Override
  public String description() {
    return size + " numbered images";
  }
}
