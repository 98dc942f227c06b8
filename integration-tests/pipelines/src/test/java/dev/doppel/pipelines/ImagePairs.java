package dev.doppel.pipelines;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import java.util.Random;

/** Two views of each image, of a user's own making: a random part in the size of the whole. */
final class ImagePairs {

  static final int SIZE = 28;
  static final int LENGTH = SIZE * SIZE;

  private static final int LEAST_PART = 14;

  private ImagePairs() {}

  /** The first images again and again, two rows of pixels a pair. */
  static float[][][] draw(ImageSource images, int distinct, int pairs, long seed)
      throws UnreadableImageException {
    Random random = new Random(seed);
    float[][][] drawn = new float[pairs][2][];
    for (int pair = 0; pair < pairs; pair++) {
      float[] pixels = images.image(pair % distinct).pixels();
      drawn[pair][0] = view(pixels, random);
      drawn[pair][1] = view(pixels, random);
    }
    return drawn;
  }

  private static float[] view(float[] pixels, Random random) {
    int part = LEAST_PART + random.nextInt(SIZE - LEAST_PART + 1);
    int top = random.nextInt(SIZE - part + 1);
    int left = random.nextInt(SIZE - part + 1);
    boolean mirrored = random.nextBoolean();
    float brightness = 0.6f + 0.8f * random.nextFloat();
    float[] view = new float[LENGTH];
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        int from = mirrored ? SIZE - 1 - column : column;
        int pixel = (top + row * part / SIZE) * SIZE + left + from * part / SIZE;
        view[row * SIZE + column] = brightness * pixels[pixel];
      }
    }
    return view;
  }

  /** One view of the pairs from one on, row after row. */
  static float[] rows(float[][][] pairs, int from, int count, int view) {
    float[] rows = new float[count * LENGTH];
    for (int i = 0; i < count; i++) {
      System.arraycopy(pairs[from + i][view], 0, rows, i * LENGTH, LENGTH);
    }
    return rows;
  }
}
