package dev.doppel.runtime.metric;

import dev.doppel.spi.guard.FeatureStatistics;

/**
 * A matrix of features in float64, one row a sample, with the figures that tell collapse from
 * health. Immutable and safe to use from several threads; the standard deviation and the rank are
 * computed on first use and kept.
 *
 * <p>Figures of a matrix with values that are not finite are {@code NaN}.
 */
public final class FeatureMatrix implements FeatureStatistics {

  /** What RankMe adds to each share, so that the logarithm of zero is never taken. */
  private static final double RANK_EPSILON = 1e-7;

  private final int rows;
  private final int width;
  private final double[] values;
  private final boolean finite;

  // Null until first use. Two threads may both compute one; they get the same number.
  private volatile Double featureStd;
  private volatile Double effectiveRank;

  /**
   * Copies a matrix.
   *
   * @param rows the number of samples, at least 1
   * @param width the number of dimensions, at least 1
   * @param values the values, row by row
   * @throws IllegalArgumentException if the sizes are not positive or do not fit the values
   */
  public FeatureMatrix(int rows, int width, double[] values) {
    if (rows < 1 || width < 1 || values.length != (long) rows * width) {
      throw new IllegalArgumentException(
          "a matrix of %d x %d features cannot have %d values"
              .formatted(rows, width, values.length));
    }
    this.rows = rows;
    this.width = width;
    this.values = values.clone();
    this.finite = isFinite(this.values);
  }

  /**
   * Copies a matrix.
   *
   * @param rows the rows, at least one, each of the same width
   * @throws IllegalArgumentException if there is no row, or rows differ in width
   */
  public FeatureMatrix(double[][] rows) {
    this(rows.length, rows.length == 0 ? 0 : rows[0].length, flat(rows));
  }

  private static double[] flat(double[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    double[] values = new double[Math.multiplyExact(rows.length, width)];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != width) {
        throw new IllegalArgumentException(
            "row %d has %d values, unlike the %d of row 0".formatted(row, rows[row].length, width));
      }
      System.arraycopy(rows[row], 0, values, row * width, width);
    }
    return values;
  }

  private static boolean isFinite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public boolean isFinite() {
    return finite;
  }

  /**
   * {@inheritDoc}
   *
   * <p>{@code NaN} for a single row, which has no spread.
   */
  @Override
  public double featureStd() {
    Double known = featureStd;
    if (known == null) {
      known = finite ? Spread.featureStd(rows, width, normalised()) : Double.NaN;
      featureStd = known;
    }
    return known;
  }

  /**
   * {@inheritDoc}
   *
   * <p>0 for a matrix of zeros. The cost grows as {@code max(rows, width) * min(rows, width)^2}:
   * about 10 ms for 128 x 128 and 100 ms for 512 x 256 on one core.
   */
  @Override
  public double effectiveRank() {
    Double known = effectiveRank;
    if (known == null) {
      known = finite ? rankOf(SingularValues.of(rows, width, values)) : Double.NaN;
      effectiveRank = known;
    }
    return known;
  }

  private static double rankOf(double[] singularValues) {
    double sum = 0;
    for (double value : singularValues) {
      sum += value;
    }
    if (sum == 0) {
      return 0;
    }
    double entropy = 0;
    for (double value : singularValues) {
      double share = value / sum + RANK_EPSILON;
      entropy -= share * Math.log(share);
    }
    return Math.exp(entropy);
  }

  /**
   * How far the two views of a sample are apart: the mean over rows of {@code |x - y|^2}, after L2
   * normalisation (Wang and Isola, arXiv 2005.10242, equation 1 with exponent 2).
   *
   * @param other the features of the other view, of the same size
   * @return the figure, from 0 (the same direction) to 4 (opposite ones)
   * @throws IllegalArgumentException if the sizes differ
   */
  public double alignment(FeatureMatrix other) {
    if (other.rows != rows || other.width != width) {
      throw new IllegalArgumentException(
          "features of %d x %d have no alignment with features of %d x %d"
              .formatted(rows, width, other.rows, other.width));
    }
    return finite && other.finite
        ? Spread.alignment(rows, width, normalised(), other.normalised())
        : Double.NaN;
  }

  /**
   * How evenly the rows spread over the sphere: the logarithm of the mean over pairs of {@code
   * exp(-2 |x - y|^2)}, after L2 normalisation (Wang and Isola, arXiv 2005.10242, equation 2 with t
   * = 2). The cost grows as {@code rows^2 * width}.
   *
   * @return the figure, 0 if all directions are the same and less the more evenly they spread;
   *     {@code NaN} for a single row, which forms no pair
   */
  public double uniformity() {
    return finite ? Spread.uniformity(rows, width, normalised()) : Double.NaN;
  }

  /**
   * The mean over rows of the entropy of {@code softmax(row / temperature)}: 0 where each sample
   * chooses one dimension, {@code ln(width)} where none prefers any (arXiv 2104.14294, section
   * 5.3).
   *
   * @param temperature the temperature, greater than 0
   * @return the entropy, in nats
   * @throws IllegalArgumentException if the temperature is not greater than 0
   */
  public double meanSoftmaxEntropy(double temperature) {
    return finite ? SoftmaxEntropy.meanOfRows(rows, width, values, temperature) : Double.NaN;
  }

  /**
   * The entropy of the mean over rows of {@code softmax(row / temperature)}: how many dimensions
   * are chosen by some sample.
   *
   * @param temperature the temperature, greater than 0
   * @return the entropy, in nats, at least that of {@link #meanSoftmaxEntropy}
   * @throws IllegalArgumentException if the temperature is not greater than 0
   */
  public double softmaxEntropyOfMean(double temperature) {
    return finite ? SoftmaxEntropy.ofMean(rows, width, values, temperature) : Double.NaN;
  }

  /** The values, row by row; not a copy. */
  double[] values() {
    return values;
  }

  private double[] normalised() {
    return Spread.normalised(rows, width, values);
  }
}
