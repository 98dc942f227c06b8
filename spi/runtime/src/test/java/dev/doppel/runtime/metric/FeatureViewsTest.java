package dev.doppel.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FeatureViewsTest {

  /** Sums of a few hundred float64 products. */
  private static final double ROUNDING = 1e-9;

  @Test
  void lidar_independentAxes_isTheRankOfTheirRatios() {
    // Four samples at the corners of a rectangle of 2a x 2b, each view off by c along both axes:
    // the scatter between is diag(a^2, b^2), that within diag(c^2, c^2) + 1e-4.
    double[][] first = {{3.1, 1.1}, {3.1, -0.9}, {-2.9, 1.1}, {-2.9, -0.9}};
    double[][] second = {{2.9, 0.9}, {2.9, -1.1}, {-3.1, 0.9}, {-3.1, -1.1}};
    // Within, the axes move together: c^2 off the diagonal as well. With S_w = [[w, c], [c, w]],
    // w = 0.0101 and c = 0.01, the eigenvalues of S_w^-1 diag(9, 1) solve
    // l^2 - 10 w / det l + 9 / det = 0 with det = w^2 - c^2.
    double w = 0.0101;
    double c = 0.01;
    double det = w * w - c * c;
    double half = 5 * w / det;
    double root = Math.sqrt(half * half - 9 / det);
    double p = (half + root) / (2 * half);
    double expected = Math.exp(entropy(p + 1e-7) + entropy(1 - p + 1e-7));

    assertThat(views(first, second).lidar()).isCloseTo(expected, within(1e-6));
  }

  private static double entropy(double share) {
    return -share * Math.log(share);
  }

  @Test
  void lidar_viewsThatAgree_isTheRankOfTheSquares() {
    // No scatter within but delta: eigenvalues are those between over delta, 4 to 1.
    double[][] rows = {{2, 1}, {2, -1}, {-2, 1}, {-2, -1}};
    double expected = Math.exp(entropy(0.8 + 1e-7) + entropy(0.2 + 1e-7));

    assertThat(views(rows, rows).lidar()).isCloseTo(expected, within(ROUNDING));
  }

  @Test
  void lidar_directionsOfViewsAlone_doNotCount() {
    long seed = 11;
    SplittableRandom random = new SplittableRandom(seed);
    double[][] first = new double[256][8];
    double[][] second = new double[256][8];
    for (int row = 0; row < first.length; row++) {
      for (int i = 0; i < 8; i++) {
        boolean ofTheSample = i < 2;
        first[row][i] = random.nextGaussian();
        second[row][i] =
            ofTheSample ? first[row][i] + 1e-3 * random.nextGaussian() : random.nextGaussian();
      }
    }

    assertThat(new FeatureMatrix(first).effectiveRank()).as("seed %d", seed).isGreaterThan(7);
    assertThat(views(first, second).lidar()).as("seed %d", seed).isLessThan(2.1);
  }

  @Test
  void lidar_moreColumnsThanViews_isThatOfTheSameRowsInFewer() {
    // Rows of 3 columns, turned into 40 by orthonormal directions: no inner product changes.
    long seed = 12;
    SplittableRandom random = new SplittableRandom(seed);
    double[][] first = new double[9][3];
    double[][] second = new double[9][3];
    for (int row = 0; row < first.length; row++) {
      for (int i = 0; i < 3; i++) {
        first[row][i] = (i + 1) * random.nextGaussian();
        second[row][i] = first[row][i] + 0.1 * random.nextGaussian();
      }
    }

    double narrow = views(first, second).lidar();
    double wide = views(spread(first, 40), spread(second, 40)).lidar();
    // The wide matrix has more eigenvalues, zeros; each adds its epsilon to the entropy.
    double zeros = Math.exp(6 * entropy(1e-7));
    assertThat(wide).as("seed %d", seed).isCloseTo(narrow * zeros, within(1e-9));
    assertThat(narrow).isBetween(2.0, 3.0);
  }

  @Test
  void lidar_manyColumns_isFound() {
    double[][] first = new double[4][50_000];
    for (int row = 0; row < 4; row++) {
      first[row][row] = 1;
    }
    // Views agree, and four centred samples span three directions evenly.
    assertThat(views(first, first).lidar()).isCloseTo(3, within(1e-4));
  }

  /** The same rows along directions of many columns each, orthogonal and of length 1. */
  private static double[][] spread(double[][] rows, int width) {
    double[][] spread = new double[rows.length][width];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < width; column++) {
        int axis = column % rows[row].length;
        int times = (width - axis + rows[row].length - 1) / rows[row].length;
        spread[row][column] = rows[row][axis] / Math.sqrt(times);
      }
    }
    return spread;
  }

  @Test
  void figures_notFinite_areNaN() {
    FeatureViews views = views(new double[][] {{1, Double.NaN}}, new double[][] {{1, 2}});

    assertThat(views.isFinite()).isFalse();
    assertThat(views.lidar()).isNaN();
    assertThat(views.alignment()).isNaN();
  }

  @Test
  void alignmentAndUniformity_areThoseOfTheMatrices() {
    double[][] first = {{1, 0}, {0, 1}, {1, 1}};
    double[][] second = {{0, 1}, {0, 1}, {1, 0}};
    FeatureMatrix left = new FeatureMatrix(first);

    assertThat(views(first, second).alignment())
        .isEqualTo(left.alignment(new FeatureMatrix(second)));
    assertThat(views(first, second).uniformity()).isEqualTo(left.uniformity());
  }

  @Test
  void constructor_oneViewOrOtherSamples_isRefused() {
    FeatureMatrix matrix = new FeatureMatrix(new double[][] {{1, 2}});
    FeatureMatrix other = new FeatureMatrix(new double[][] {{1, 2}, {3, 4}});

    assertThatThrownBy(() -> new FeatureViews(List.of(matrix)))
        .hasMessage("figures over views need at least two of them, not 1");
    assertThatThrownBy(() -> new FeatureViews(List.of(matrix, other)))
        .hasMessage("views of 1 x 2 and of 2 x 2 features are not of the same samples");
  }

  private static FeatureViews views(double[][] first, double[][] second) {
    return new FeatureViews(List.of(new FeatureMatrix(first), new FeatureMatrix(second)));
  }
}
