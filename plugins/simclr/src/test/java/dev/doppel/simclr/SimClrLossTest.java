package dev.doppel.simclr;

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

final class SimClrLossTest extends LossContract {

  /** A handful of exponentials and logarithms in float64. */
  private static final double ROUNDING = 1e-13;

  private static final double TEMPERATURE = 0.5;

  @Override
  protected Loss loss() {
    return new SimClrLoss(TEMPERATURE, false);
  }

  @Override
  protected boolean isScaleInvariant() {
    return true;
  }

  @Test
  void compute_twoViews_isMeanOverAllRows() {
    // Rows a1 = b1 = x, a2 = x, b2 = y: a1, b1 and a2 have cosine 1 to each other, b2 0 to all.
    double near = Math.exp(1 / TEMPERATURE);
    double first = Math.log(2 * near + 1) - 1 / TEMPERATURE;
    double third = Math.log(2 * near + 1);
    double fourth = Math.log(3);

    assertThat(value(false, twoViews()))
        .isCloseTo((2 * first + third + fourth) / 4, within(ROUNDING));
  }

  @Test
  void compute_sum_isTwiceTheMeanOfTwoViews() {
    assertThat(value(true, twoViews())).isCloseTo(2 * value(false, twoViews()), within(ROUNDING));
  }

  @Test
  void compute_threeViews_averagesOverThePositivesOfEachRow() {
    // One sample: x, x and y. Each row has two positives and no negatives but those two.
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, DoubleArray.ofRows(new double[] {1, 0}))
            .with(Role.PREDICTION, 1, DoubleArray.ofRows(new double[] {2, 0}))
            .with(Role.PREDICTION, 2, DoubleArray.ofRows(new double[] {0, 3}));
    double near = Math.exp(1 / TEMPERATURE);
    double alike = Math.log(near + 1) - 0.5 / TEMPERATURE;
    double apart = Math.log(2);

    assertThat(value(false, outputs)).isCloseTo((2 * alike + apart) / 3, within(ROUNDING));
    assertThat(value(true, outputs)).isCloseTo(2 * alike + apart, within(ROUNDING));
  }

  @Test
  void compute_lowestTemperature_isFinite() {
    // 3 / 0.02 = 150 is what a loss without bounds would have to exponentiate; cosines give 50.
    Loss loss = new SimClrLoss(SimClrLossFactory.TEMPERATURE.parse("0.02"), false);

    assertThat(new ArrayEngine().evaluate(loss, twoViews()).loss())
        .isCloseTo((50 + Math.log(2) * 3 + Math.log(3)) / 4, within(1e-9));
  }

  @Test
  void compute_oneView_saysWhatThereIs() {
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty().with(Role.PREDICTION, 1, DoubleArray.ofRows(new double[] {1, 0}));

    assertThatThrownBy(() -> value(false, outputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "simclr needs predictions of two global views or more, but has those of the views [1]");
  }

  private static double value(boolean sum, ArrayEmbeddings outputs) {
    return new ArrayEngine().evaluate(new SimClrLoss(TEMPERATURE, sum), outputs).loss();
  }

  private static ArrayEmbeddings twoViews() {
    return ArrayEmbeddings.empty()
        .with(Role.PREDICTION, 0, DoubleArray.ofRows(new double[] {3, 0}, new double[] {1, 0}))
        .with(Role.PREDICTION, 1, DoubleArray.ofRows(new double[] {2, 0}, new double[] {0, 1}));
  }
}
