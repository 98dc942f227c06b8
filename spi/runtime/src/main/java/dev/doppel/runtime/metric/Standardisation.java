package dev.doppel.runtime.metric;

/**
 * Shifts and scales features to mean 0 and deviation 1 over a set of rows, so that one penalty and
 * one step length suit them all. A feature that never changes becomes 0.
 */
final class Standardisation {

  private final double[] means;
  private final double[] scales;

  private Standardisation(double[] means, double[] scales) {
    this.means = means;
    this.scales = scales;
  }

  static Standardisation of(float[][] rows) {
    int width = rows[0].length;
    double[] means = new double[width];
    for (float[] row : rows) {
      for (int i = 0; i < width; i++) {
        means[i] += (double) row[i] / rows.length;
      }
    }
    double[] scales = new double[width];
    for (float[] row : rows) {
      for (int i = 0; i < width; i++) {
        double deviation = row[i] - means[i];
        scales[i] += deviation * deviation / rows.length;
      }
    }
    for (int i = 0; i < width; i++) {
      // A spread within float32 rounding of the mean is no spread: scaling would blow up noise.
      double deviation = Math.sqrt(scales[i]);
      scales[i] = deviation > 1e-6 * Math.abs(means[i]) ? 1 / deviation : 0;
    }
    return new Standardisation(means, scales);
  }

  float[][] apply(float[][] rows) {
    float[][] standardised = new float[rows.length][means.length];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < means.length; i++) {
        standardised[row][i] = (float) ((rows[row][i] - means[i]) * scales[i]);
      }
    }
    return standardised;
  }
}
