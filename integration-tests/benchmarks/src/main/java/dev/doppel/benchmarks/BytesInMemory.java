package dev.doppel.benchmarks;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.spi.view.Image;
import java.util.SplittableRandom;

/** Square colour images of noise, a byte a value, as readers keep them in memory. */
final class BytesInMemory implements ImageSource {

  private static final int CHANNELS = 3;
  private static final long SEED = 7;

  private final int count;
  private final int size;
  private final byte[] bytes;

  BytesInMemory(int count, int size) {
    this.count = count;
    this.size = size;
    this.bytes = new byte[count * CHANNELS * size * size];
    new SplittableRandom(SEED).nextBytes(bytes);
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public int channels() {
    return CHANNELS;
  }

  @Override
  public Image image(int index) {
    float[] pixels = new float[CHANNELS * size * size];
    int offset = index * pixels.length;
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (bytes[offset + i] & 0xff) / 255f;
    }
    return new Image(CHANNELS, size, size, pixels);
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
    return size;
  }

  @Override
  public String description() {
    return "%,d colour images of noise, %dx%d".formatted(count, size, size);
  }
}
