package dev.doppel.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against figures worked out by hand; values computed elsewhere are in the parity tests. */
final class FeatureMatrixTest {

  /** A few roundings of numbers around 1. */
  private static final double ROUNDING = 1e-14;

  @Test
  void featureStd_isOfNormalisedRowsAndUnbiased() {
    // Normalised: (1, 0) and (0, 1). Each dimension: mean 1/2, variance (1/4 + 1/4) / (2 - 1).
    FeatureMatrix features = new FeatureMatrix(new double[][] {{5, 0}, {0, 0.1}});
    assertThat(features.featureStd()).isCloseTo(Math.sqrt(0.5), within(ROUNDING));
  }

  @Test
  void featureStd_evenSpread_isOneOverRootOfWidth() {
    Random random = new Random(1);
    double[] values = random.doubles(4000 * 16).map(ignored -> random.nextGaussian()).toArray();
    // 64,000 values: a relative error of about 1 / sqrt(128,000), five of them allowed.
    assertThat(new FeatureMatrix(4000, 16, values).featureStd())
        .isCloseTo(0.25, within(0.25 * 5 / Math.sqrt(128_000)));
  }

  @Test
  void featureStd_sameDirections_isZero() {
    FeatureMatrix features = new FeatureMatrix(new double[][] {{1, 2}, {2, 4}, {0.5, 1}});
    assertThat(features.featureStd()).isLessThan(ROUNDING);
  }

  @Test
  void featureStd_singleRow_isUnknown() {
    assertThat(new FeatureMatrix(1, 2, new double[] {1, 2}).featureStd()).isNaN();
  }

  @Test
  void effectiveRank_orthogonalRows_isTheirNumber() {
    FeatureMatrix features =
        new FeatureMatrix(new double[][] {{2, 0, 0, 0}, {0, -2, 0, 0}, {0, 0, 0, 2}});
    double share = 1.0 / 3 + 1e-7;
    assertThat(features.effectiveRank())
        .isCloseTo(Math.exp(-3 * share * Math.log(share)), within(ROUNDING))
        .isCloseTo(3, within(1e-5));
  }

  @Test
  void effectiveRank_isOfRawRows() {
    // Not centred and not normalised: singular values 3 and 1.
    FeatureMatrix features = new FeatureMatrix(new double[][] {{3, 0}, {0, 1}});
    double large = 0.75 + 1e-7;
    double small = 0.25 + 1e-7;
    assertThat(features.effectiveRank())
        .isCloseTo(Math.exp(-large * Math.log(large) - small * Math.log(small)), within(ROUNDING));
  }

  @Test
  void effectiveRank_zeros_isZero() {
    assertThat(new FeatureMatrix(2, 3, new double[6]).effectiveRank()).isZero();
    assertThat(new FeatureMatrix(2, 3, new double[6]).featureStd()).isZero();
  }

  @Test
  void alignment_isMeanSquaredDistanceOfDirections() {
    FeatureMatrix first = new FeatureMatrix(new double[][] {{2, 0}, {0, 3}});
    FeatureMatrix second = new FeatureMatrix(new double[][] {{0, 1}, {0, 5}});
    assertThat(first.alignment(second)).isCloseTo(1, within(ROUNDING));
    assertThat(first.alignment(first)).isZero();
  }

  @Test
  void alignment_otherSize_isRefused() {
    FeatureMatrix first = new FeatureMatrix(2, 2, new double[4]);
    FeatureMatrix second = new FeatureMatrix(1, 4, new double[4]);
    assertThatThrownBy(() -> first.alignment(second))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("features of 2 x 2 have no alignment with features of 1 x 4");
  }

  @Test
  void uniformity_isOverPairs() {
    // Squared distances 2, 4 and 2.
    FeatureMatrix features = new FeatureMatrix(new double[][] {{1, 0}, {0, 1}, {-1, 0}});
    assertThat(features.uniformity())
        .isCloseTo(Math.log((2 * Math.exp(-4) + Math.exp(-8)) / 3), within(ROUNDING));
    assertThat(new FeatureMatrix(new double[][] {{1, 2}, {2, 4}}).uniformity())
        .isCloseTo(0, within(ROUNDING));
  }

  @Test
  void softmaxEntropies_tellCollapseToOneFromCollapseToUniform() {
    FeatureMatrix spread = new FeatureMatrix(new double[][] {{1000, 0}, {0, 1000}});
    assertThat(spread.meanSoftmaxEntropy(0.1)).isZero();
    assertThat(spread.softmaxEntropyOfMean(0.1)).isCloseTo(Math.log(2), within(ROUNDING));

    FeatureMatrix one = new FeatureMatrix(new double[][] {{1000, 0}, {1000, 0}});
    assertThat(one.softmaxEntropyOfMean(0.1)).isZero();

    FeatureMatrix uniform = new FeatureMatrix(new double[][] {{3, 3, 3}, {-1, -1, -1}});
    assertThat(uniform.meanSoftmaxEntropy(0.1)).isCloseTo(Math.log(3), within(ROUNDING));
  }

  @Test
  void meanSoftmaxEntropy_temperature_dividesTheRows() {
    double share = 1 / (1 + Math.exp(-2));
    double expected = -share * Math.log(share) - (1 - share) * Math.log(1 - share);
    FeatureMatrix features = new FeatureMatrix(new double[][] {{1, 0}});
    assertThat(features.meanSoftmaxEntropy(0.5)).isCloseTo(expected, within(ROUNDING));
    assertThatThrownBy(() -> features.meanSoftmaxEntropy(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the temperature must be greater than 0, not 0.0");
  }

  @Test
  void figures_notFinite_areNotNumbers() {
    FeatureMatrix features =
        new FeatureMatrix(new double[][] {{1, Double.NaN}, {Double.POSITIVE_INFINITY, 2}});
    assertThat(features.isFinite()).isFalse();
    assertThat(
            new double[] {
              features.featureStd(),
              features.effectiveRank(),
              features.alignment(features),
              features.uniformity(),
              features.meanSoftmaxEntropy(1),
              features.softmaxEntropyOfMean(1)
            })
        .containsOnly(Double.NaN);
  }

  @Test
  void constructor_copies() {
    double[] values = {1, 0, 0, 1};
    FeatureMatrix features = new FeatureMatrix(2, 2, values);
    Arrays.fill(values, 1);
    assertThat(features.featureStd()).isGreaterThan(0.5);
    assertThat(features.rows()).isEqualTo(2);
    assertThat(features.width()).isEqualTo(2);
    assertThat(features.isFinite()).isTrue();
  }

  @Test
  void constructor_sizesThatDoNotFit_areRefused() {
    assertThatThrownBy(() -> new FeatureMatrix(2, 3, new double[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a matrix of 2 x 3 features cannot have 5 values");
    assertThatThrownBy(() -> new FeatureMatrix(new double[0][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a matrix of 0 x 0 features cannot have 0 values");
    assertThatThrownBy(() -> new FeatureMatrix(new double[][] {{1, 2}, {3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 1 has 1 values, unlike the 2 of row 0");
  }
}
