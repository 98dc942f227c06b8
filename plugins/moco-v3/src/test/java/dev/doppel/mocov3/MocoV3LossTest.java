package dev.doppel.mocov3;

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

final class MocoV3LossTest extends LossContract {

  /** A handful of exponentials and logarithms in float64. */
  private static final double ROUNDING = 1e-13;

  private static final double TEMPERATURE = 0.2;
  private static final double[] X = {2, 0};
  private static final double[] Y = {0, 3};

  @Override
  protected Loss loss() {
    return new MocoV3Loss(TEMPERATURE);
  }

  @Override
  protected boolean isScaleInvariant() {
    return true;
  }

  @Test
  void compute_twoViews_isSumOfBothDirections() {
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, DoubleArray.ofRows(X, Y))
            .with(Role.PREDICTION, 1, DoubleArray.ofRows(X, X))
            .with(Role.TARGET, 0, DoubleArray.ofRows(Y, X))
            .with(Role.TARGET, 1, DoubleArray.ofRows(X, Y));
    // Rows of the first direction find their key; of the second, one does and one does not.
    double found = Math.log(1 + Math.exp(-1 / TEMPERATURE));
    double missed = Math.log(1 + Math.exp(1 / TEMPERATURE));
    double second = (missed + found) / 2;

    assertThat(value(outputs)).isCloseTo(2 * TEMPERATURE * (found + second), within(ROUNDING));
  }

  @Test
  void compute_onePair_isThatDirectionAlone() {
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, DoubleArray.ofRows(X, Y))
            .with(Role.TARGET, 1, DoubleArray.ofRows(X, Y));

    assertThat(value(outputs))
        .isCloseTo(2 * TEMPERATURE * Math.log(1 + Math.exp(-1 / TEMPERATURE)), within(ROUNDING));
  }

  @Test
  void compute_multiCrop_isTwiceTheMeanOverPairsOfOtherViews() {
    // Pairs (0, t1), (1, t0), (2, t0) and (2, t1); only the third finds no key.
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, DoubleArray.ofRows(X, Y))
            .with(Role.PREDICTION, 1, DoubleArray.ofRows(Y, X))
            .with(Role.PREDICTION, 2, DoubleArray.ofRows(X, Y))
            .with(Role.TARGET, 0, DoubleArray.ofRows(Y, X))
            .with(Role.TARGET, 1, DoubleArray.ofRows(X, Y));
    double found = Math.log(1 + Math.exp(-1 / TEMPERATURE));
    double missed = Math.log(1 + Math.exp(1 / TEMPERATURE));

    assertThat(value(outputs))
        .isCloseTo(2 * 2 * TEMPERATURE * (3 * found + missed) / 4, within(ROUNDING));
  }

  @Test
  void compute_noPairOfDifferentViews_saysWhatThereIs() {
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, DoubleArray.ofRows(X))
            .with(Role.TARGET, 0, DoubleArray.ofRows(X));

    assertThatThrownBy(() -> value(outputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "moco-v3 needs a prediction and another view's target, but has predictions of the"
                + " views [0] and targets of the views [0]");
  }

  private double value(ArrayEmbeddings outputs) {
    return new ArrayEngine().evaluate(loss(), outputs).loss();
  }
}
