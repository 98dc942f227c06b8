package dev.doppel.runtime.metric;

import java.util.Arrays;

/**
 * The singular values of a matrix, by one-sided Jacobi rotations of the triangular factor.
 *
 * <p>Why not the eigenvalues of the Gram matrix: squaring loses half of the digits, and a collapsed
 * matrix has singular values from 1 down to 1e-9 whose sum still counts in an effective rank.
 * Rotations that make columns orthogonal find even the small values to almost full precision
 * (Demmel and Veselic, SIAM J. Matrix Anal. Appl. 13, 1992). The triangular factor comes first
 * because it is smaller, and with its columns pivoted a few sweeps suffice (Drmac and Veselic, SIAM
 * J. Matrix Anal. Appl. 29, 2008).
 */
final class SingularValues {

  /** Columns count as orthogonal below this cosine; the error of a value is about as small. */
  private static final double ORTHOGONAL = 1e-14;

  /** Far more than any matrix needs: convergence is quadratic, within 4 to 10 sweeps. */
  private static final int MOST_SWEEPS = 60;

  private SingularValues() {}

  /**
   * The singular values.
   *
   * @param rows the number of rows
   * @param width the number of columns
   * @param values finite values, row by row; not changed
   * @return {@code min(rows, width)} values, greatest first
   */
  static double[] of(int rows, int width, double[] values) {
    double largest = largest(values);
    int count = Math.min(rows, width);
    if (largest == 0) {
      return new double[count];
    }
    // Scaled so that no square overflows or vanishes.
    double[][] columns = columns(rows, width, values, 1 / largest);
    double[][] factor = triangularFactor(columns, Math.max(rows, width));
    orthogonalise(factor);
    double[] singular = new double[count];
    for (int i = 0; i < count; i++) {
      singular[i] = Math.sqrt(InnerProduct.of(factor[i], factor[i])) * largest;
    }
    Arrays.sort(singular);
    for (int i = 0; i < count / 2; i++) {
      double swapped = singular[i];
      singular[i] = singular[count - 1 - i];
      singular[count - 1 - i] = swapped;
    }
    return singular;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The columns of the matrix, or of its transpose where that has fewer. */
  private static double[][] columns(int rows, int width, double[] values, double scale) {
    boolean tall = rows >= width;
    double[][] columns = tall ? new double[width][rows] : new double[rows][width];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < width; j++) {
        double value = values[i * width + j] * scale;
        if (tall) {
          columns[j][i] = value;
        } else {
          columns[i][j] = value;
        }
      }
    }
    return columns;
  }

  /**
   * Householder reflections, the largest remaining column first, until the matrix is triangular.
   *
   * @return the rows of the triangular factor, each of which is a column of its transpose
   */
  private static double[][] triangularFactor(double[][] columns, int height) {
    int count = columns.length;
    double[] diagonal = new double[count];
    for (int k = 0; k < count; k++) {
      pivot(columns, k);
      double[] column = columns[k];
      double norm = Math.sqrt(InnerProduct.of(column, column, k));
      diagonal[k] = column[k] > 0 ? -norm : norm;
      if (norm > 0) {
        column[k] -= diagonal[k];
        double scale = 1 / (-diagonal[k] * column[k]);
        for (int j = k + 1; j < count; j++) {
          reflect(columns[j], column, k, height, scale * InnerProduct.of(column, columns[j], k));
        }
      }
    }
    // Read off at the end: until then columns change their places.
    double[][] factor = new double[count][count];
    for (int k = 0; k < count; k++) {
      factor[k][k] = diagonal[k];
      for (int j = k + 1; j < count; j++) {
        factor[k][j] = columns[j][k];
      }
    }
    return factor;
  }

  private static void pivot(double[][] columns, int from) {
    int pivot = from;
    double largest = -1;
    for (int j = from; j < columns.length; j++) {
      double square = InnerProduct.of(columns[j], columns[j], from);
      if (square > largest) {
        largest = square;
        pivot = j;
      }
    }
    double[] swapped = columns[from];
    columns[from] = columns[pivot];
    columns[pivot] = swapped;
  }

  private static void reflect(
      double[] target, double[] direction, int from, int height, double factor) {
    for (int i = from; i < height; i++) {
      target[i] -= factor * direction[i];
    }
  }

  private static void orthogonalise(double[][] columns) {
    int count = columns.length;
    double[] squares = new double[count];
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      // Afresh each sweep: rounding errors of the updates below must not add up.
      for (int i = 0; i < count; i++) {
        squares[i] = InnerProduct.of(columns[i], columns[i]);
      }
      boolean rotated = false;
      for (int p = 0; p < count - 1; p++) {
        for (int q = p + 1; q < count; q++) {
          rotated |= rotate(columns, squares, p, q);
        }
      }
      if (!rotated) {
        return;
      }
    }
  }

  /** Makes two columns orthogonal; whether they were not. */
  private static boolean rotate(double[][] columns, double[] squares, int p, int q) {
    double product = InnerProduct.of(columns[p], columns[q]);
    double bound = ORTHOGONAL * Math.sqrt(squares[p]) * Math.sqrt(squares[q]);
    if (Math.abs(product) <= bound || product == 0) {
      return false;
    }
    double zeta = (squares[q] - squares[p]) / (2 * product);
    double tangent = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
    double cosine = 1 / Math.hypot(1, tangent);
    turn(columns[p], columns[q], cosine, cosine * tangent);
    squares[p] = Math.max(0, squares[p] - tangent * product);
    squares[q] += tangent * product;
    return true;
  }

  private static void turn(double[] left, double[] right, double cosine, double sine) {
    for (int i = 0; i < left.length; i++) {
      double l = left[i];
      double r = right[i];
      left[i] = cosine * l - sine * r;
      right[i] = sine * l + cosine * r;
    }
  }
}
