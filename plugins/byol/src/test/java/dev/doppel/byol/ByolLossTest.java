package dev.doppel.byol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Role;
import dev.doppel.testkit.ArrayEmbeddings;
import dev.doppel.testkit.ArrayEngine;
import dev.doppel.testkit.DoubleArray;
import dev.doppel.testkit.LossContract;
import org.junit.jupiter.api.Test;

final class ByolLossTest extends LossContract {

  /** A handful of products and roots in float64. */
  private static final double ROUNDING = 1e-14;

  @Override
  protected Loss loss() {
    return new ByolLoss();
  }

  @Override
  protected boolean isScaleInvariant() {
    return true;
  }

  @Test
  void compute_twoViews_isSumOfBothDirections() {
    // cos(p1, t2) = 1 / sqrt 2, cos(p2, t1) = 0; each direction adds 2 - 2 cos.
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, row(3, 0))
            .with(Role.PREDICTION, 1, row(0, -2))
            .with(Role.TARGET, 0, row(5, 0))
            .with(Role.TARGET, 1, row(1, 1));

    assertThat(new ArrayEngine().evaluate(loss(), outputs).loss())
        .isCloseTo(2 - Math.sqrt(2) + 2, within(ROUNDING));
  }

  @Test
  void compute_onePair_isThatPairsDistance() {
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, row(3, 0))
            .with(Role.TARGET, 1, row(-1, 0));

    assertThat(new ArrayEngine().evaluate(loss(), outputs).loss()).isCloseTo(4, within(ROUNDING));
  }

  @Test
  void compute_multiCrop_isTwiceTheMeanOverPairsOfOtherViews() {
    // Pairs: (0, t1) cos 0, (1, t0) cos 0, (2, t0) cos 1, (2, t1) cos 0; (0, t0) must not count.
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, row(1, 0))
            .with(Role.PREDICTION, 1, row(0, 1))
            .with(Role.PREDICTION, 2, row(2, 0))
            .with(Role.TARGET, 0, row(1, 0))
            .with(Role.TARGET, 1, row(0, 1));

    assertThat(new ArrayEngine().evaluate(loss(), outputs).loss())
        .isCloseTo(2 * (2 - 2 * 0.25), within(ROUNDING));
  }

  @Test
  void compute_noPairOfDifferentViews_saysWhatThereIs() {
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty().with(Role.PREDICTION, 0, row(1, 0)).with(Role.TARGET, 0, row(1, 0));

    assertThatThrownBy(() -> new ArrayEngine().evaluate(loss(), outputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "byol needs a prediction and another view's target, but has predictions of the views"
                + " [0] and targets of the views [0]");
  }

  private static DoubleArray row(double... values) {
    return DoubleArray.ofRows(values);
  }
}
