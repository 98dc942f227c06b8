package dev.doppel.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SingularValuesTest {

  /** Some 100 rounding errors of 1e-16, relative to the largest value. */
  private static final double ROUNDING = 1e-14;

  @Test
  void of_diagonal_areItsAbsoluteValues() {
    double[] values = {0, -3, 0, 2, 0, 0};
    assertThat(SingularValues.of(2, 3, values))
        .containsExactly(new double[] {3, 2}, within(ROUNDING));
    assertThat(values).containsExactly(0, -3, 0, 2, 0, 0);
  }

  @Test
  void of_productWithKnownValues_findsTheSmallOnesToo() {
    // 1e-9 squared is far below the rounding of 1: the way over the Gram matrix would lose it.
    double[] expected = {1, 0.5, 0.5, 1e-3, 1e-6, 1e-9, 0};
    for (long seed = 1; seed <= 3; seed++) {
      double[] found = SingularValues.of(20, 7, product(20, 7, expected, seed));
      for (int i = 0; i < expected.length; i++) {
        assertThat(found[i])
            .as("seed %d, value %d", seed, i)
            .isCloseTo(expected[i], within(ROUNDING));
      }
    }
  }

  @Test
  void of_gradedColumns_areExactRelativeToThemselves() {
    // Columns whose lengths differ are no obstacle: each value keeps its own leading digits.
    double[] values = product(12, 4, new double[] {1, 0.9, 0.8, 0.7}, 5);
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= i % 4 == 3 ? 1e-12 : 1;
    }
    double[] found = SingularValues.of(12, 4, scaled);
    assertThat(found[3]).isBetween(0.6e-12, 1e-12);
  }

  @Test
  void of_transposed_areTheSame() {
    double[] values = gaussian(9 * 31, 3);
    double[] transposed = new double[values.length];
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 31; j++) {
        transposed[j * 9 + i] = values[i * 31 + j];
      }
    }
    assertThat(SingularValues.of(9, 31, values))
        .containsExactly(SingularValues.of(31, 9, transposed), within(10 * ROUNDING));
  }

  @Test
  void of_random_keepTheSumOfSquares() {
    for (int[] size : new int[][] {{1, 5}, {5, 1}, {40, 40}, {33, 64}}) {
      double[] values = gaussian(size[0] * size[1], 7);
      double expected = Arrays.stream(values).map(value -> value * value).sum();
      double found =
          Arrays.stream(SingularValues.of(size[0], size[1], values))
              .map(value -> value * value)
              .sum();
      assertThat(found)
          .as("size %s", Arrays.toString(size))
          .isCloseTo(expected, within(expected * ROUNDING));
    }
  }

  @Test
  void of_zeros_areZero() {
    assertThat(SingularValues.of(3, 2, new double[6])).containsExactly(0, 0);
  }

  @Test
  void of_repeatedColumns_convergesAndCountsThemOnce() {
    double[] values = new double[16 * 8];
    double[] column = gaussian(16, 11);
    for (int i = 0; i < values.length; i++) {
      values[i] = column[i / 8];
    }
    double[] found = SingularValues.of(16, 8, values);
    double norm = Math.sqrt(8 * Arrays.stream(column).map(value -> value * value).sum());
    assertThat(found[0]).isCloseTo(norm, within(norm * ROUNDING));
    assertThat(found[1]).isLessThan(norm * ROUNDING);
  }

  @Test
  void of_hugeAndTinyValues_doNotOverflowOrVanish() {
    assertThat(SingularValues.of(1, 2, new double[] {3e200, 4e200})[0])
        .isCloseTo(5e200, within(5e200 * ROUNDING));
    assertThat(SingularValues.of(2, 1, new double[] {3e-200, 4e-200})[0])
        .isCloseTo(5e-200, within(5e-200 * ROUNDING));
  }

  private static double[] product(int rows, int width, double[] singular, long seed) {
    double[][] left = orthonormal(rows, width, seed);
    double[][] right = orthonormal(width, width, seed + 100);
    double[] product = new double[rows * width];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < width; j++) {
        for (int k = 0; k < width; k++) {
          product[i * width + j] += left[k][i] * singular[k] * right[k][j];
        }
      }
    }
    return product;
  }

  /** So many orthonormal vectors of a length, by Gram and Schmidt, twice for accuracy. */
  private static double[][] orthonormal(int length, int count, long seed) {
    double[][] vectors = new double[count][];
    for (int k = 0; k < count; k++) {
      double[] vector = gaussian(length, seed * 1000 + k);
      for (int pass = 0; pass < 2; pass++) {
        for (int other = 0; other < k; other++) {
          double share = dot(vector, vectors[other]);
          for (int i = 0; i < length; i++) {
            vector[i] -= share * vectors[other][i];
          }
        }
        double norm = Math.sqrt(dot(vector, vector));
        for (int i = 0; i < length; i++) {
          vector[i] /= norm;
        }
      }
      vectors[k] = vector;
    }
    return vectors;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private static double[] gaussian(int size, long seed) {
    Random random = new Random(seed);
    return random.doubles(size).map(ignored -> random.nextGaussian()).toArray();
  }
}
