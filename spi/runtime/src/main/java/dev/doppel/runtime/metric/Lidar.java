package dev.doppel.runtime.metric;

import java.util.List;

/**
 * LiDAR (Thilak et al., arXiv 2312.04000, equations 2 to 4): with the views of a sample as a class,
 * the effective rank of {@code S_w^-1/2 S_b S_w^-1/2}.
 *
 * <p>With {@code S_w = L L^T} and the centred class means as the rows of C, the singular values of
 * {@code C L^-T} squared are the eigenvalues of that matrix, times the number of samples; so
 * nothing needs a symmetric root.
 */
final class Lidar {

  /** What is added to the diagonal of the scatter within classes. */
  private static final double DELTA = 1e-4;

  private static final double EPSILON = 1e-7;

  private Lidar() {}

  /**
   * The figure.
   *
   * @param rows the samples
   * @param width the columns
   * @param views a matrix for each view, row by row; at least two
   */
  static double of(int rows, int width, List<double[]> views) {
    double[] means = new double[rows * width];
    for (double[] view : views) {
      for (int i = 0; i < means.length; i++) {
        means[i] += view[i] / views.size();
      }
    }
    double[] factor = cholesky(within(rows, width, views, means), width);
    centre(rows, width, means);
    for (int row = 0; row < rows; row++) {
      solve(factor, width, means, row * width);
    }
    double[] singular = SingularValues.of(rows, width, means);
    double sum = 0;
    for (double value : singular) {
      sum += value * value;
    }
    if (sum == 0) {
      return 0;
    }
    double entropy = 0;
    for (double value : singular) {
      double share = value * value / sum + EPSILON;
      entropy -= share * Math.log(share);
    }
    return Math.exp(entropy);
  }

  /** The mean scatter of a sample's views around their mean, with delta on its diagonal. */
  private static double[] within(int rows, int width, List<double[]> views, double[] means) {
    double[] scatter = new double[width * width];
    double[] difference = new double[width];
    double scale = 1.0 / ((double) rows * views.size());
    for (double[] view : views) {
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < width; i++) {
          difference[i] = view[row * width + i] - means[row * width + i];
        }
        for (int i = 0; i < width; i++) {
          for (int j = 0; j <= i; j++) {
            scatter[i * width + j] += scale * difference[i] * difference[j];
          }
        }
      }
    }
    for (int i = 0; i < width; i++) {
      scatter[i * width + i] += DELTA;
    }
    return scatter;
  }

  /** The lower factor, in place; delta keeps the diagonal positive. */
  private static double[] cholesky(double[] lower, int width) {
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = lower[i * width + j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i * width + k] * lower[j * width + k];
        }
        lower[i * width + j] = i == j ? Math.sqrt(sum) : sum / lower[j * width + j];
      }
    }
    return lower;
  }

  private static void centre(int rows, int width, double[] means) {
    for (int i = 0; i < width; i++) {
      double mean = 0;
      for (int row = 0; row < rows; row++) {
        mean += means[row * width + i] / rows;
      }
      for (int row = 0; row < rows; row++) {
        means[row * width + i] -= mean;
      }
    }
  }

  /** Solves {@code L y = c} for one row, in place. */
  private static void solve(double[] lower, int width, double[] values, int start) {
    for (int i = 0; i < width; i++) {
      double sum = values[start + i];
      for (int k = 0; k < i; k++) {
        sum -= lower[i * width + k] * values[start + k];
      }
      values[start + i] = sum / lower[i * width + i];
    }
  }
}
