package dev.doppel.barlowtwins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Role;
import dev.doppel.testkit.ArrayEmbeddings;
import dev.doppel.testkit.ArrayEngine;
import dev.doppel.testkit.DoubleArray;
import dev.doppel.testkit.LossContract;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BarlowTwinsLossTest extends LossContract {

  private static final double LAMBDA = 0.0051;

  /** 1e-5 in each variance of 1 makes each correlation 1e-5 smaller; 3 rows of 3 are summed. */
  private static final double EPSILON_SHIFT = 1e-4;

  @Override
  protected Loss loss() {
    return new BarlowTwinsLoss(LAMBDA);
  }

  /** Columns of one view along one wave, of the other along another: none is correlated. */
  @Override
  protected ArrayEmbeddings uniformOutputs(int batch) {
    return ArrayEmbeddings.empty()
        .with(Role.PREDICTION, 0, waves(batch, 1))
        .with(Role.PREDICTION, 1, waves(batch, 2));
  }

  private static DoubleArray waves(int batch, int frequency) {
    double[][] rows = new double[batch][3];
    for (int row = 0; row < batch; row++) {
      Arrays.fill(rows[row], Math.cos(Math.PI * frequency * (row + 0.5) / batch));
    }
    return DoubleArray.ofRows(rows);
  }

  @Test
  void compute_equalViewsWithIndependentColumns_isZero() {
    DoubleArray view =
        DoubleArray.ofRows(
            new double[] {1, 1}, new double[] {1, -1}, new double[] {-1, 1}, new double[] {-1, -1});

    assertThat(value(view, view)).isCloseTo(0, within(1e-9));
  }

  @Test
  void compute_oppositeViews_isFourForEachColumn() {
    DoubleArray view = DoubleArray.ofRows(new double[] {1}, new double[] {-1});
    DoubleArray opposite = DoubleArray.ofRows(new double[] {-5}, new double[] {7});

    assertThat(value(view, opposite)).isCloseTo(4, within(EPSILON_SHIFT));
  }

  @Test
  void compute_outputsOfRankOne_isRedundancyAlone() {
    DoubleArray view = waves(8, 1);

    assertThat(value(view, view)).isCloseTo(LAMBDA * 3 * 2, within(EPSILON_SHIFT));
  }

  @Test
  void compute_threeViews_isTheMeanOverPairs() {
    DoubleArray view = DoubleArray.ofRows(new double[] {1}, new double[] {-1});
    DoubleArray opposite = DoubleArray.ofRows(new double[] {-1}, new double[] {1});
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, view)
            .with(Role.PREDICTION, 1, view)
            .with(Role.PREDICTION, 2, opposite);

    assertThat(new ArrayEngine().evaluate(loss(), outputs).loss())
        .isCloseTo((0 + 4 + 4) / 3.0, within(EPSILON_SHIFT));
  }

  @Test
  void compute_oneView_saysWhatThereIs() {
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty().with(Role.PREDICTION, 0, DoubleArray.ofRows(new double[] {1, 0}));

    assertThatThrownBy(() -> new ArrayEngine().evaluate(loss(), outputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "barlow-twins needs predictions of two global views or more, but has those of the views"
                + " [0]");
  }

  private double value(DoubleArray first, DoubleArray second) {
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty().with(Role.PREDICTION, 0, first).with(Role.PREDICTION, 1, second);
    return new ArrayEngine().evaluate(loss(), outputs).loss();
  }
}
