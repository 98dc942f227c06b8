package org.example.vicreg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Role;
import dev.doppel.testkit.ArrayEmbeddings;
import dev.doppel.testkit.ArrayEngine;
import dev.doppel.testkit.DoubleArray;
import dev.doppel.testkit.LossContract;
import org.junit.jupiter.api.Test;

final class VicRegLossTest extends LossContract {

  @Override
  protected Loss loss() {
    return new VicRegLoss(25, 25, 1);
  }

  /** A column each, of variance 1, along waves of two lengths: they have nothing in common. */
  @Override
  protected ArrayEmbeddings uniformOutputs(int batch) {
    return ArrayEmbeddings.empty()
        .with(Role.PREDICTION, 0, wave(batch, 1))
        .with(Role.PREDICTION, 1, wave(batch, 2));
  }

  private static DoubleArray wave(int batch, int frequency) {
    double amplitude = Math.sqrt(2.0 * (batch - 1) / batch);
    double[][] rows = new double[batch][1];
    for (int row = 0; row < batch; row++) {
      rows[row][0] = amplitude * Math.cos(Math.PI * frequency * (row + 0.5) / batch);
    }
    return DoubleArray.ofRows(rows);
  }

  @Test
  void compute_byHand_isTheSumOfThreeTerms() {
    DoubleArray first = DoubleArray.ofRows(new double[] {0, 0}, new double[] {0.5, 2});
    DoubleArray second = DoubleArray.ofRows(new double[] {1, 0}, new double[] {1, 2});
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty().with(Role.PREDICTION, 0, first).with(Role.PREDICTION, 1, second);

    // Squared differences 1, 0, 0.25 and 0. Variances 0.125 and 2 of the first view, 0 and 2 of the
    // second; a covariance of 0.5 in the first, none in the second.
    double invariance = 25 * 1.25 / 4;
    double deviations = (1 - Math.sqrt(0.1251)) / 2 + (1 - 0.01) / 2;
    double variance = 25 * deviations / 2;
    double covariance = 2 * 0.5 * 0.5 / 2;
    assertThat(new ArrayEngine().evaluate(loss(), outputs).loss())
        .isCloseTo(invariance + variance + covariance, within(1e-12));
  }
}
