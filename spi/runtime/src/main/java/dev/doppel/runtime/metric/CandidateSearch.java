package dev.doppel.runtime.metric;

import java.util.Arrays;

/**
 * Narrows a bank down to the rows that may be among the k nearest of a query, by float32 inner
 * products, such that none of the k nearest by float64 cosine similarity is ever left out.
 *
 * <p>For unit vectors q and b and any m, q(b - m) orders the bank as qb does. With the bank's mean
 * as m the factors b - m are small where the bank points in one direction, and so is the rounding,
 * in proportion: a collapsed bank does not drown in it.
 *
 * <p>With n terms an inner product of float32 numbers, whatever the order of its additions, is off
 * by at most nu / (1 - nu) times the norms of its factors, where u = 2^-24 (Higham, Accuracy and
 * Stability of Numerical Algorithms, section 3.1); {@link #SPARE_TERMS} more cover the rounding of
 * the factors themselves. The same holds for the float64 similarities that decide in the end, with
 * u = 2^-53 and norms of 1. If all products are within e of the truth, one of the k nearest lies at
 * most 2e under the k-th largest product: k rows are truly within e of that or above it.
 */
final class CandidateSearch {

  private static final double FLOAT_UNIT = Math.pow(2, -24);
  private static final double DOUBLE_UNIT = Math.pow(2, -53);
  private static final int SPARE_TERMS = 8;

  private final float[][] rows;
  private final int neighbours;
  private final double margin;

  /** Prepares the bank; its norms are those of its rows, at least 1e-12. */
  CandidateSearch(Vectors bank, double[] norms, int neighbours) {
    int width = bank.width(0);
    double[] mean = meanDirection(bank, norms);
    this.rows = new float[bank.count()][width];
    this.neighbours = neighbours;
    double radius = 0;
    for (int row = 0; row < rows.length; row++) {
      double square = 0;
      for (int i = 0; i < width; i++) {
        double difference = bank.get(row, i) / norms[row] - mean[i];
        rows[row][i] = (float) difference;
        square += difference * difference;
      }
      radius = Math.max(radius, Math.sqrt(square));
    }
    int terms = width + SPARE_TERMS;
    // Both norms enter a float64 similarity too, with as many terms as the product.
    double error = radius * bound(terms, FLOAT_UNIT) + 2 * bound(terms, DOUBLE_UNIT);
    this.margin = 2 * error;
  }

  private static double[] meanDirection(Vectors bank, double[] norms) {
    double[] mean = new double[bank.width(0)];
    for (int row = 0; row < norms.length; row++) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += bank.get(row, i) / norms[row] / norms.length;
      }
    }
    return mean;
  }

  private static double bound(int terms, double unit) {
    double product = terms * unit;
    return product < 1 ? product / (1 - product) : Double.POSITIVE_INFINITY;
  }

  /** The bank's directions minus their mean: the rows to multiply a query's direction with. */
  float[][] rows() {
    return rows;
  }

  /** The rows that may be among the nearest, in order, given a query's products from a start on. */
  int[] candidates(float[] products, int start) {
    LargestValues largest = new LargestValues(neighbours);
    for (int row = 0; row < rows.length; row++) {
      largest.offer(products[start + row]);
    }
    double least = largest.least() - margin;
    int[] found = new int[neighbours];
    int count = 0;
    for (int row = 0; row < rows.length; row++) {
      if (products[start + row] >= least) {
        if (count == found.length) {
          found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = row;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
