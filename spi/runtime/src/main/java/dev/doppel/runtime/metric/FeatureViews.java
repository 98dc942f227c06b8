package dev.doppel.runtime.metric;

import dev.doppel.spi.guard.ViewStatistics;
import java.util.List;

/**
 * Features of several views of the same samples. Figures are {@code NaN} where one is not finite.
 */
public final class FeatureViews implements ViewStatistics {

  private final List<FeatureMatrix> views;

  /**
   * Features of views.
   *
   * @param views one matrix a view, the rows of all in the order of the samples
   * @throws IllegalArgumentException if there are fewer than two, or they differ in size
   */
  public FeatureViews(List<FeatureMatrix> views) {
    this.views = List.copyOf(views);
    if (views.size() < 2) {
      throw new IllegalArgumentException(
          "figures over views need at least two of them, not " + views.size());
    }
    FeatureMatrix first = views.get(0);
    for (FeatureMatrix view : views) {
      if (view.rows() != first.rows() || view.width() != first.width()) {
        throw new IllegalArgumentException(
            "views of %d x %d and of %d x %d features are not of the same samples"
                .formatted(first.rows(), first.width(), view.rows(), view.width()));
      }
    }
  }

  @Override
  public int views() {
    return views.size();
  }

  @Override
  public boolean isFinite() {
    return views.stream().allMatch(FeatureMatrix::isFinite);
  }

  @Override
  public double alignment() {
    return views.get(0).alignment(views.get(1));
  }

  @Override
  public double uniformity() {
    return views.get(0).uniformity();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The cost grows as {@code views * samples * width^2}, and where the width is over {@code n =
   * views * samples} as {@code n^2 * width}.
   */
  @Override
  public double lidar() {
    FeatureMatrix first = views.get(0);
    return isFinite()
        ? Lidar.of(first.rows(), first.width(), views.stream().map(FeatureMatrix::values).toList())
        : Double.NaN;
  }
}
