package dev.doppel.views;

/**
 * Resamples one row along its width. Each result reads pixels of its own, which no loop of JDK 17
 * vectorises; written out for the taps of enlarging, which is what a crop mostly undergoes.
 */
final class Gather {

  private Gather() {}

  static void two(float[] pixels, int offset, AxisWeights axis, float[] row) {
    float[] weights = axis.weights();
    int[] first = axis.first();
    for (int x = 0; x < row.length; x++) {
      int at = offset + first[x];
      row[x] = weights[2 * x] * pixels[at] + weights[2 * x + 1] * pixels[at + 1];
    }
  }

  static void four(float[] pixels, int offset, AxisWeights axis, float[] row) {
    float[] weights = axis.weights();
    int[] first = axis.first();
    for (int x = 0; x < row.length; x++) {
      int at = offset + first[x];
      row[x] =
          weights[4 * x] * pixels[at]
              + weights[4 * x + 1] * pixels[at + 1]
              + weights[4 * x + 2] * pixels[at + 2]
              + weights[4 * x + 3] * pixels[at + 3];
    }
  }

  static void any(float[] pixels, int offset, AxisWeights axis, float[] row) {
    float[] weights = axis.weights();
    int[] first = axis.first();
    int taps = axis.taps();
    for (int x = 0; x < row.length; x++) {
      int at = offset + first[x];
      float sum = 0;
      for (int k = 0; k < taps; k++) {
        sum += weights[x * taps + k] * pixels[at + k];
      }
      row[x] = sum;
    }
  }
}
