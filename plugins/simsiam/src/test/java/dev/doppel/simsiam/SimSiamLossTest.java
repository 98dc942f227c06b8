package dev.doppel.simsiam;

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

final class SimSiamLossTest extends LossContract {

  /** A handful of products and roots in float64. */
  private static final double ROUNDING = 1e-14;

  @Override
  protected Loss loss() {
    return new SimSiamLoss();
  }

  @Override
  protected boolean isScaleInvariant() {
    return true;
  }

  @Test
  void compute_twoViews_isMeanOfBothDirections() {
    // cos(p1, z2) = 1 / sqrt 2, cos(p2, z1) = -1.
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, row(3, 0))
            .with(Role.PREDICTION, 1, row(-2, 0))
            .with(Role.TARGET, 0, row(5, 0))
            .with(Role.TARGET, 1, row(1, 1));

    assertThat(new ArrayEngine().evaluate(loss(), outputs).loss())
        .isCloseTo(-(1 / Math.sqrt(2) - 1) / 2, within(ROUNDING));
  }

  @Test
  void compute_onePair_isThatPairsNegativeCosine() {
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty().with(Role.PREDICTION, 0, row(3, 0)).with(Role.TARGET, 1, row(2, 0));

    assertThat(new ArrayEngine().evaluate(loss(), outputs).loss()).isCloseTo(-1, within(ROUNDING));
  }

  @Test
  void compute_noPairOfDifferentViews_saysWhatThereIs() {
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty().with(Role.PREDICTION, 0, row(1, 0)).with(Role.TARGET, 0, row(1, 0));

    assertThatThrownBy(() -> new ArrayEngine().evaluate(loss(), outputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "simsiam needs a prediction and another view's target, but has predictions of the"
                + " views [0] and targets of the views [0]");
  }

  private static DoubleArray row(double... values) {
    return DoubleArray.ofRows(values);
  }
}
