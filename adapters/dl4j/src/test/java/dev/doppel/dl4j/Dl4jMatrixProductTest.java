package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.metric.MatrixProduct;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class Dl4jMatrixProductTest {

  private static final long SEED = 9;

  @Test
  void multiply_randomRows_equalsHost() {
    float[][] bank = rows(37, 19, SEED);
    float[][] queries = rows(5, 19, SEED + 1);
    try (MatrixProduct.Operand host = MatrixProduct.HOST.prepare(bank);
        MatrixProduct.Operand device = new Dl4jMatrixProduct().prepare(bank)) {
      float[] expected = new float[5 * 37];
      host.multiply(queries, expected);
      float[] products = new float[5 * 37 + 1];
      products[5 * 37] = 7;
      device.multiply(queries, products);
      // Sums of 19 products of numbers under 1: some float32 roundings.
      assertThat(Arrays.copyOf(products, 5 * 37))
          .as("seed %d", SEED)
          .containsExactly(expected, within(1e-5f));
      assertThat(products[5 * 37]).isEqualTo(7);
    }
  }

  private static float[][] rows(int count, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] rows = new float[count][width];
    for (float[] row : rows) {
      for (int i = 0; i < width; i++) {
        row[i] = (float) random.nextDouble(-1, 1);
      }
    }
    return rows;
  }
}
