package dev.doppel.runtime.metric;

/** Entropies of softmax distributions, in nats. Matrices are flat, row by row. */
final class SoftmaxEntropy {

  private SoftmaxEntropy() {}

  static double meanOfRows(int rows, int width, double[] values, double temperature) {
    requirePositive(temperature);
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += entropy(softmax(values, row * width, width, temperature));
    }
    return sum / rows;
  }

  static double ofMean(int rows, int width, double[] values, double temperature) {
    requirePositive(temperature);
    double[] mean = new double[width];
    for (int row = 0; row < rows; row++) {
      double[] shares = softmax(values, row * width, width, temperature);
      for (int i = 0; i < width; i++) {
        mean[i] += shares[i] / rows;
      }
    }
    return entropy(mean);
  }

  private static void requirePositive(double temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "the temperature must be greater than 0, not " + temperature);
    }
  }

  private static double[] softmax(double[] values, int start, int width, double temperature) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < width; i++) {
      largest = Math.max(largest, values[start + i]);
    }
    double[] shares = new double[width];
    double sum = 0;
    for (int i = 0; i < width; i++) {
      // The largest becomes 0, so that nothing overflows.
      shares[i] = Math.exp((values[start + i] - largest) / temperature);
      sum += shares[i];
    }
    for (int i = 0; i < width; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  private static double entropy(double[] shares) {
    double entropy = 0;
    for (double share : shares) {
      // The limit of p ln p at 0 is 0.
      entropy -= share > 0 ? share * Math.log(share) : 0;
    }
    return entropy;
  }
}
