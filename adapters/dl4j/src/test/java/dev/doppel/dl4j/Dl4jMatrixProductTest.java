package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.metric.MatrixProduct;
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
      // Sums of 19 products of numbers under 1: some float32 roundings.
      assertThat(device.multiply(queries))
          .as("seed %d", SEED)
          .containsExactly(host.multiply(queries), within(1e-5f));
      assertThat(device.multiply(queries)).hasSize(5 * 37);
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
