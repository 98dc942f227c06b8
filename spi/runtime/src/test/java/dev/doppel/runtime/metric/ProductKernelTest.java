package dev.doppel.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ProductKernelTest {

  @Test
  void add_equalsDoubleLoop() {
    for (int[] size : new int[][] {{1, 1, 1}, {3, 4, 5}, {2, 7, 17}, {5, 33, 64}}) {
      float[][] left = RandomRows.gaussian(size[0], size[1], 1);
      float[][] right = RandomRows.gaussian(size[1], size[2], 2);
      float[][] result = RandomRows.gaussian(size[0], size[2], 3);
      double[][] expected = new double[size[0]][size[2]];
      for (int i = 0; i < size[0]; i++) {
        for (int j = 0; j < size[2]; j++) {
          expected[i][j] = result[i][j];
          for (int p = 0; p < size[1]; p++) {
            expected[i][j] += (double) left[i][p] * right[p][j];
          }
        }
      }

      ProductKernel.add(left, right, result);

      for (int i = 0; i < size[0]; i++) {
        for (int j = 0; j < size[2]; j++) {
          // Up to 34 terms of a few units, each rounded to 24 bits.
          assertThat((double) result[i][j])
              .as("size %s, row %d, column %d", Arrays.toString(size), i, j)
              .isCloseTo(expected[i][j], within(34 * 10 * Math.pow(2, -24)));
        }
      }
    }
  }

  @Test
  void add_rowsAndColumnsApart_areTheSameBits() {
    float[][] left = RandomRows.gaussian(6, 50, 1);
    float[][] right = RandomRows.gaussian(50, 40, 2);
    float[][] whole = new float[6][40];
    ProductKernel.add(left, right, whole);

    float[][] part = new float[1][7];
    float[][] columns =
        Arrays.stream(right).map(row -> Arrays.copyOf(row, 7)).toArray(float[][]::new);
    ProductKernel.add(new float[][] {left[4]}, columns, part);

    assertThat(part[0]).containsExactly(Arrays.copyOf(whole[4], 7));
  }
}
