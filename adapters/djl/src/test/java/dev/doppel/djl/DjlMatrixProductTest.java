package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.doppel.runtime.metric.KNearestNeighbours;
import dev.doppel.runtime.metric.MatrixProduct;
import dev.doppel.runtime.metric.NeighbourSettings;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DjlMatrixProductTest {

  private final NDManager manager = PytorchEngine.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void multiply_wholeNumbers_isExact() {
    // 900 columns of 3,000 rows are copied in two parts. Sums stay far under 2^24: no rounding.
    float[][] bank = wholeNumbers(3000, 900, 1);
    float[][] rows = wholeNumbers(3, 900, 2);
    try (MatrixProduct.Operand operand = new DjlMatrixProduct(manager).prepare(bank)) {
      float[] products = new float[5 * 3000];
      operand.multiply(rows, products);
      assertThat(Arrays.copyOf(products, 3 * 3000)).containsExactly(expected(rows, bank));
      assertThat(products[3 * 3000]).isZero();

      float[][] more = wholeNumbers(5, 900, 3);
      operand.multiply(more, products);
      assertThat(products).containsExactly(expected(more, bank));
    }
  }

  @Test
  void votes_areThoseOfPlainJava() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] bank = gaussian(800, 200, random);
    float[][] queries = gaussian(600, 200, random);
    int[] labels = random.ints(800, 0, 10).toArray();
    double[][] host =
        new KNearestNeighbours(bank, labels, 10, NeighbourSettings.DINO).votes(queries);

    double[][] votes =
        new KNearestNeighbours(
                bank, labels, 10, NeighbourSettings.DINO, new DjlMatrixProduct(manager))
            .votes(queries);

    assertThat(Arrays.deepEquals(votes, host)).isTrue();
  }

  @Test
  void close_freesWhatWasPrepared() {
    DjlMatrixProduct product = new DjlMatrixProduct(manager);
    int before = manager.getManagedArrays().size();
    for (int i = 0; i < 3; i++) {
      try (MatrixProduct.Operand operand = product.prepare(wholeNumbers(4, 3, 1))) {
        operand.multiply(wholeNumbers(2, 3, 2), new float[8]);
      }
    }
    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  private static float[] expected(float[][] rows, float[][] bank) {
    float[] products = new float[rows.length * bank.length];
    for (int i = 0; i < products.length; i++) {
      for (int j = 0; j < rows[0].length; j++) {
        products[i] += rows[i / bank.length][j] * bank[i % bank.length][j];
      }
    }
    return products;
  }

  private static float[][] wholeNumbers(int rows, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] values = new float[rows][width];
    for (float[] row : values) {
      for (int i = 0; i < width; i++) {
        row[i] = random.nextInt(-9, 10);
      }
    }
    return values;
  }

  private static float[][] gaussian(int rows, int width, SplittableRandom random) {
    float[][] values = new float[rows][width];
    for (float[] row : values) {
      for (int i = 0; i < width; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }
}
