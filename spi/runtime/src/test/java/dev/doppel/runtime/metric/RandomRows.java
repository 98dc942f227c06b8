package dev.doppel.runtime.metric;

import java.util.Random;

/** Features for tests. */
final class RandomRows {

  private RandomRows() {}

  static float[][] gaussian(int rows, int width, long seed) {
    Random random = new Random(seed);
    float[][] values = new float[rows][width];
    for (float[] row : values) {
      for (int i = 0; i < width; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }

  static int[] labels(int rows, int classes, long seed) {
    return new Random(seed).ints(rows, 0, classes).toArray();
  }

  /** Rows around one point a class, that far from the origin. */
  static float[][] clusters(int[] labels, int width, double distance, long seed) {
    float[][] rows = gaussian(labels.length, width, seed);
    for (int row = 0; row < rows.length; row++) {
      rows[row][labels[row]] += (float) distance;
    }
    return rows;
  }
}
