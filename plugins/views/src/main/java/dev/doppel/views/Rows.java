package dev.doppel.views;

/**
 * Arithmetic on whole rows. Every loop touches its arrays at one index alone, which is what lets
 * JDK 17 vectorise it.
 */
final class Rows {

  private Rows() {}

  static void scale(float[] result, float[] row, float weight) {
    for (int i = 0; i < result.length; i++) {
      result[i] = weight * row[i];
    }
  }

  static void add(float[] sum, float[] row, float weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * row[i];
    }
  }

  static void addPair(float[] sum, float[] left, float[] right, float weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * (left[i] + right[i]);
    }
  }

  static void clamp(float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = Math.max(0, Math.min(1, row[i]));
    }
  }
}
