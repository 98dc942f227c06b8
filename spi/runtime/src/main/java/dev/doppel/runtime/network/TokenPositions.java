package dev.doppel.runtime.network;

/**
 * Where a patch lies, as numbers that are added to its token. Computed on the host, once for each
 * size of views.
 */
public final class TokenPositions {

  private static final double LONGEST_WAVE = 10_000;
  private static final int PARTS = 4;

  /** The bicubic kernel's free number, as in PyTorch and OpenCV. */
  private static final double KERNEL = -0.75;

  private static final int TAPS = 4;

  private TokenPositions() {}

  /**
   * Fixed positions, as in MoCo-v3: the sines and cosines of the row, then those of the column,
   * each with {@code width / 4} frequencies {@code 10000^(-i / (width / 4))} (arXiv 2104.02057;
   * 1706.03762).
   *
   * @param grid the patches along one side
   * @param width the width of a token, a multiple of 4
   * @return {@code [1 + grid * grid, width]} row by row; the class token's row comes first and is 0
   */
  public static float[] sineCosine(int grid, int width) {
    int waves = width / PARTS;
    float[] positions = new float[(1 + grid * grid) * width];
    for (int row = 0; row < grid; row++) {
      for (int column = 0; column < grid; column++) {
        int start = (1 + row * grid + column) * width;
        for (int wave = 0; wave < waves; wave++) {
          double frequency = Math.pow(LONGEST_WAVE, -(double) wave / waves);
          positions[start + wave] = (float) Math.sin(row * frequency);
          positions[start + waves + wave] = (float) Math.cos(row * frequency);
          positions[start + 2 * waves + wave] = (float) Math.sin(column * frequency);
          positions[start + 3 * waves + wave] = (float) Math.cos(column * frequency);
        }
      }
    }
    return positions;
  }

  /**
   * What turns the positions of one grid into those of another: bicubic interpolation of each
   * column, with edges repeated and pixel centres as corners lie (PyTorch's {@code bicubic},
   * corners not aligned, DINO's rule for local crops). The class token's position stays.
   *
   * @param from the patches along one side that positions are known for
   * @param to the patches along one side that they are wanted for
   * @return {@code [1 + to * to, 1 + from * from]} row by row, to multiply the known positions by
   */
  public static float[] interpolation(int from, int to) {
    double[][] weights = axisWeights(from, to);
    int rows = 1 + to * to;
    int columns = 1 + from * from;
    float[] matrix = new float[rows * columns];
    matrix[0] = 1;
    for (int row = 0; row < to; row++) {
      for (int column = 0; column < to; column++) {
        int start = (1 + row * to + column) * columns + 1;
        for (int fromRow = 0; fromRow < from; fromRow++) {
          for (int fromColumn = 0; fromColumn < from; fromColumn++) {
            matrix[start + fromRow * from + fromColumn] =
                (float) (weights[row][fromRow] * weights[column][fromColumn]);
          }
        }
      }
    }
    return matrix;
  }

  private static double[][] axisWeights(int from, int to) {
    double[][] weights = new double[to][from];
    for (int target = 0; target < to; target++) {
      double source = (target + 0.5) * from / to - 0.5;
      int first = (int) Math.floor(source) - 1;
      for (int tap = 0; tap < TAPS; tap++) {
        int known = Math.min(from - 1, Math.max(0, first + tap));
        weights[target][known] += cubic(Math.abs(source - (first + tap)));
      }
    }
    return weights;
  }

  /** The cubic convolution kernel (Keys 1981, with a free number). */
  private static double cubic(double distance) {
    if (distance <= 1) {
      return ((KERNEL + 2) * distance - (KERNEL + 3)) * distance * distance + 1;
    }
    if (distance < 2) {
      return KERNEL * (((distance - 5) * distance + 8) * distance - 4);
    }
    return 0;
  }
}
