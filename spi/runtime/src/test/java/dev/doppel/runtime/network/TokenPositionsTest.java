package dev.doppel.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TokenPositionsTest {

  /** Float32 keeps seven digits of numbers up to 1. */
  private static final float ROUNDING = 1e-7f;

  @Test
  void sineCosine_byHand() {
    // Width 8 has two waves: of 1 radian a patch, and of 10000^(-1/2) = 0.01.
    float[] positions = TokenPositions.sineCosine(3, 8);
    assertThat(positions).hasSize(10 * 8);
    assertThat(token(positions, 0)).containsOnly(0);
    assertThat(token(positions, 1)).containsExactly(0, 0, 1, 1, 0, 0, 1, 1);
    // The last of the first row: row 0, column 2.
    assertThat(token(positions, 3))
        .containsExactly(
            new float[] {0, 0, 1, 1, 0.9092974f, 0.0199987f, -0.4161468f, 0.9998000f},
            within(ROUNDING));
    // Row 1, column 0: the row comes first.
    assertThat(token(positions, 4))
        .containsExactly(
            new float[] {0.8414710f, 0.0099998f, 0.5403023f, 0.9999500f, 0, 0, 1, 1},
            within(ROUNDING));
  }

  private static float[] token(float[] positions, int token) {
    return Arrays.copyOfRange(positions, token * 8, token * 8 + 8);
  }

  @Test
  void interpolation_equalGrids_isTheIdentity() {
    for (int grid : new int[] {1, 2, 5}) {
      int tokens = 1 + grid * grid;
      float[] matrix = TokenPositions.interpolation(grid, grid);
      for (int row = 0; row < tokens; row++) {
        for (int column = 0; column < tokens; column++) {
          assertThat(matrix[row * tokens + column]).isEqualTo(row == column ? 1f : 0f);
        }
      }
    }
  }

  @Test
  void interpolation_anyGrids_rowsSumToOneAndTheClassTokenStays() {
    for (int from = 1; from <= 7; from++) {
      for (int to = 1; to <= 9; to++) {
        int columns = 1 + from * from;
        float[] matrix = TokenPositions.interpolation(from, to);
        assertThat(matrix).hasSize((1 + to * to) * columns);
        for (int row = 0; row <= to * to; row++) {
          double sum = 0;
          for (int column = 0; column < columns; column++) {
            sum += matrix[row * columns + column];
          }
          // Sixteen weights, each rounded to float32.
          assertThat(sum).as("%d to %d, row %d", from, to, row).isCloseTo(1, within(1e-6));
          assertThat(matrix[row * columns]).isEqualTo(row == 0 ? 1f : 0f);
        }
      }
    }
  }

  @Test
  void interpolation_halfTheGrid_byHand() {
    // From 4 to 2 each place lies between two known ones: the kernel at 0.5 is 0.59375, at 1.5
    // -0.09375, and what lies outside counts for the edge.
    float[] axis = {0.5f, 0.59375f, -0.09375f, 0};
    float[] matrix = TokenPositions.interpolation(4, 2);
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 4; column++) {
        assertThat(matrix[17 + 1 + row * 4 + column]).isEqualTo(axis[row] * axis[column]);
        assertThat(matrix[4 * 17 + 1 + row * 4 + column])
            .isEqualTo(axis[3 - row] * axis[3 - column]);
      }
    }
  }
}
