package dev.doppel.cli.evaluation;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.spi.view.Image;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Gray images of 4x4 of one brightness, a hundredth of their index; every thirteenth is broken. */
record PlainImages(int size, int classes, IntUnaryOperator labels) implements ImageSource {

  static final int BROKEN_EVERY = 13;

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public Image image(int index) throws UnreadableImageException {
    if (index % BROKEN_EVERY == BROKEN_EVERY - 1) {
      throw new UnreadableImageException("number " + index, "it is broken", null);
    }
    float[] pixels = new float[16];
    Arrays.fill(pixels, index / 100f);
    return new Image(1, 4, 4, pixels);
  }

  @Override
  public int label(int index) {
    return labels.applyAsInt(index);
  }

  @Override
  public int uniformSize() {
    return 4;
  }

  @Override
  public String description() {
    return size + " plain images";
  }
}
