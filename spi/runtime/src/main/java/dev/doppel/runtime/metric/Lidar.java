package dev.doppel.runtime.metric;

import java.util.Arrays;
import java.util.List;

/**
 * LiDAR (Thilak et al., arXiv 2312.04000, equations 2 to 4): with the views of a sample as a class,
 * the effective rank of {@code S_w^-1/2 S_b S_w^-1/2}.
 *
 * <p>With {@code S_w = L L^T} and the centred class means as the rows of C, the singular values of
 * {@code C L^-T} squared are the eigenvalues of that matrix, times the number of samples; so
 * nothing needs a symmetric root.
 *
 * <p>Where there are more columns than differences between views and their means, {@code S_w = D +
 * W^T W} with few rows in W and {@code D = delta I}. By Woodbury's identity {@code C S_w^-1 C^T =
 * (C C^T - C W^T (D + W W^T)^-1 W C^T) / delta}, a matrix of the samples, has the same eigenvalues;
 * nothing is then as large as the square of the width.
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
    double[] eigenvalues =
        width > rows * views.size()
            ? ofSamples(rows, width, views, means)
            : ofColumns(rows, width, views, means);
    double sum = Arrays.stream(eigenvalues).sum();
    if (sum == 0) {
      return 0;
    }
    double entropy = 0;
    for (double value : eigenvalues) {
      double share = value / sum + EPSILON;
      entropy -= share * Math.log(share);
    }
    return Math.exp(entropy);
  }

  private static double[] ofColumns(int rows, int width, List<double[]> views, double[] means) {
    double[] factor = cholesky(within(rows, width, views, means), width);
    centre(rows, width, means);
    for (int row = 0; row < rows; row++) {
      solve(factor, width, means, row * width);
    }
    double[] singular = SingularValues.of(rows, width, means);
    return Arrays.stream(singular).map(value -> value * value).toArray();
  }

  private static double[] ofSamples(int rows, int width, List<double[]> views, double[] means) {
    int count = rows * views.size();
    double[][] differences = differences(rows, width, views, means);
    centre(rows, width, means);
    double[][] centres = new double[rows][];
    for (int row = 0; row < rows; row++) {
      centres[row] = Arrays.copyOfRange(means, row * width, (row + 1) * width);
    }
    double[] inner = new double[count * count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        inner[i * count + j] = InnerProduct.of(differences[i], differences[j]);
      }
      inner[i * count + i] += DELTA;
    }
    double[] factor = cholesky(inner, count);
    double[][] explained = new double[rows][];
    for (int row = 0; row < rows; row++) {
      double[] crossed = new double[count];
      for (int i = 0; i < count; i++) {
        crossed[i] = InnerProduct.of(differences[i], centres[row]);
      }
      solve(factor, count, crossed, 0);
      explained[row] = crossed;
    }
    double[] between = new double[rows * rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        between[i * rows + j] =
            (InnerProduct.of(centres[i], centres[j]) - InnerProduct.of(explained[i], explained[j]))
                / DELTA;
      }
    }
    // The matrix is symmetric and has no negative eigenvalues, which are its singular values then.
    return SingularValues.of(rows, rows, between);
  }

  /** A row for each view of each sample, scaled so that their scatter is a mean. */
  private static double[][] differences(int rows, int width, List<double[]> views, double[] means) {
    double scale = Math.sqrt(1.0 / ((double) rows * views.size()));
    double[][] differences = new double[rows * views.size()][width];
    int index = 0;
    for (double[] view : views) {
      for (int row = 0; row < rows; row++) {
        double[] difference = differences[index++];
        for (int i = 0; i < width; i++) {
          difference[i] = scale * (view[row * width + i] - means[row * width + i]);
        }
      }
    }
    return differences;
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
