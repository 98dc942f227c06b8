package dev.doppel.spi.guard;

/**
 * Figures over what the loss takes as predictions of several views of the same samples: how a
 * sample's views agree beside how samples differ. Computed in float64 on first use.
 */
public interface ViewStatistics {

  /**
   * The number of views.
   *
   * @return at least 2
   */
  int views();

  /**
   * Whether all values are finite.
   *
   * @return whether they are
   */
  boolean isFinite();

  /**
   * How far the first two views of a sample are apart: the mean over samples of {@code |x - y|^2},
   * after L2 normalisation of each row (arXiv 2005.10242, equation 1 with exponent 2).
   *
   * @return the figure, from 0 (the same direction) to 4 (opposite ones)
   */
  double alignment();

  /**
   * How evenly the first view's rows spread over the sphere: the logarithm of the mean over pairs
   * of samples of {@code exp(-2 |x - y|^2)}, after L2 normalisation (arXiv 2005.10242, equation 2
   * with t = 2).
   *
   * @return the figure, 0 if all directions are the same and less the more evenly they spread
   */
  double uniformity();

  /**
   * LiDAR: the effective rank of the scatter between samples where that within a sample, between
   * its views, is the unit (arXiv 2312.04000, equations 2 to 4, with delta 1e-4 and epsilon 1e-7).
   * Unlike RankMe it does not count directions along which the views of one sample differ as well.
   *
   * @return the figure, from 1 to about {@code min(samples, width)}
   */
  double lidar();
}
