package dev.doppel.runtime.metric;

import java.util.Arrays;

/**
 * Narrows a bank down to the rows that may be among the k nearest of a query, by float32 inner
 * products, such that none of the k nearest by float64 cosine similarity is ever left out.
 *
 * <p>For unit vectors q and b and any m, qb = (q - m)(b - m) + m(b - m) + qm, of which the last
 * term is the same for the whole bank and the middle one is known beforehand. With the bank's mean
 * as m the factors of the first are small where all features point in one direction, and so is the
 * rounding of their product: a collapsed bank does not drown in it.
 *
 * <p>With n terms an inner product, whatever the order of its additions, is off by at most nu / (1
 * - nu) times the norms of its factors, where u is 2^-24 in float32 and 2^-53 in float64 (Higham,
 * Accuracy and Stability of Numerical Algorithms, section 3.1); a few terms more cover the rounding
 * of the factors themselves. If all estimates are within e of the truth, one of the k nearest lies
 * at most 2e under the k-th largest estimate: k rows are truly within e of that or above it.
 *
 * <p>Rows that float64 cannot tell apart, about 1e-12, are all candidates: a bank of nothing else
 * takes a hundred times as long as any other.
 */
final class CandidateSearch {

  private static final double FLOAT_UNIT = Math.pow(2, -24);
  private static final double DOUBLE_UNIT = Math.pow(2, -53);
  private static final int SPARE_TERMS = 8;

  /** Similarities that decide in the end, the two norms in them, and the shifts. */
  private static final int DOUBLE_PRODUCTS = 4;

  private final double[] centre;
  private final CentredRows bank;
  private final int neighbours;
  private final double floatError;
  private final double doubleError;

  /** Prepares a bank; its norms are those of its rows, at least 1e-12. */
  CandidateSearch(Vectors rows, double[] norms, int neighbours) {
    this.centre = meanDirection(rows, norms);
    this.bank = CentredRows.of(rows, 0, norms, centre);
    this.neighbours = neighbours;
    int terms = centre.length + SPARE_TERMS;
    double radius = Arrays.stream(bank.norms()).max().orElse(0);
    this.floatError = radius * bound(terms, FLOAT_UNIT);
    this.doubleError = DOUBLE_PRODUCTS * bound(terms, DOUBLE_UNIT);
  }

  private static double[] meanDirection(Vectors rows, double[] norms) {
    double[] mean = new double[rows.width(0)];
    for (int row = 0; row < norms.length; row++) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += rows.get(row, i) / norms[row] / norms.length;
      }
    }
    return mean;
  }

  private static double bound(int terms, double unit) {
    double product = terms * unit;
    return product < 1 ? product / (1 - product) : Double.POSITIVE_INFINITY;
  }

  /** What queries are to be multiplied with. */
  float[][] rows() {
    return bank.rows();
  }

  /** Queries as they are to be multiplied: as many from one on as there are norms. */
  CentredRows queries(Vectors queries, int from, double[] norms) {
    return CentredRows.of(queries, from, norms, centre);
  }

  /**
   * The bank's rows that may be among the nearest of a query, in order.
   *
   * @param queryNorm the query's norm in {@link #queries}
   * @param products holds the query's products with {@link #rows()}
   * @param start where they begin
   */
  int[] candidates(double queryNorm, float[] products, int start) {
    double[] estimates = bank.shifts().clone();
    LargestValues largest = new LargestValues(neighbours);
    for (int row = 0; row < estimates.length; row++) {
      estimates[row] += products[start + row];
      largest.offer(estimates[row]);
    }
    double least = largest.least() - 2 * (queryNorm * floatError + doubleError);
    int[] found = new int[neighbours];
    int count = 0;
    for (int row = 0; row < estimates.length; row++) {
      if (estimates[row] >= least) {
        if (count == found.length) {
          found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = row;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
