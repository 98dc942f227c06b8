package dev.doppel.spi.guard;

/** Figures over a matrix of features, one row a sample. Computed in float64 on first use. */
public interface FeatureStatistics {

  /**
   * The number of samples.
   *
   * @return the rows
   */
  int rows();

  /**
   * The number of dimensions.
   *
   * @return the columns
   */
  int width();

  /**
   * Whether all values are finite.
   *
   * @return whether they are
   */
  boolean isFinite();

  /**
   * The mean over dimensions of the unbiased standard deviation over samples, after L2
   * normalisation of each row (SimSiam, arXiv 2011.10566, section 4.1).
   *
   * @return the figure, from 0 (all the same) to about {@code 1 / sqrt(width)} (evenly spread)
   */
  double featureStd();

  /**
   * RankMe: {@code exp(-sum p ln p)} with {@code p = s / sum(s) + 1e-7} over the singular values s,
   * not centred (arXiv 2210.02885, equation 1).
   *
   * @return the effective rank, from 1 to about {@code min(rows, width)}
   */
  double effectiveRank();
}
