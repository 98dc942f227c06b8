package dev.doppel.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class HostProductTest {

  @Test
  void multiply_equalsDoubleLoop() {
    // More rows than a panel and more than a task, neither a whole number of them.
    float[][] bank = RandomRows.gaussian(1100, 19, 1);
    float[][] rows = RandomRows.gaussian(150, 19, 2);

    float[] products = new float[150 * 1100 + 1];
    products[150 * 1100] = 7;
    try (MatrixProduct.Operand operand = MatrixProduct.HOST.prepare(bank)) {
      operand.multiply(rows, products);
    }

    assertThat(products[150 * 1100]).isEqualTo(7);
    for (int i = 0; i < 150 * 1100; i++) {
      double expected = 0;
      double size = 0;
      for (int j = 0; j < 19; j++) {
        double term = (double) rows[i / 1100][j] * bank[i % 1100][j];
        expected += term;
        size += Math.abs(term);
      }
      // Each of 19 terms takes part in at most 19 roundings to 24 bits.
      assertThat((double) products[i])
          .as("element %d", i)
          .isCloseTo(expected, within(size * 19 * Math.pow(2, -24)));
    }
  }
}
