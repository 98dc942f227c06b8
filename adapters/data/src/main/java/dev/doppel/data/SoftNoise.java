package dev.doppel.data;

/**
 * Smooth random values over the unit square, one field a channel: random values at the points of a
 * coarse grid and, between them, a mean weighted by a cubic that is level at both ends.
 */
final class SoftNoise {

  private static final int CELLS = 4;
  private static final int POINTS = CELLS + 1;

  private final double[] values;

  SoftNoise(SplitMix random, int channels) {
    values = new double[channels * POINTS * POINTS];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.between(-1, 1);
    }
  }

  /** The value, in [-1, 1], at a place in the unit square. */
  double at(int channel, double x, double y) {
    int column = (int) Math.min(CELLS - 1, x * CELLS);
    int row = (int) Math.min(CELLS - 1, y * CELLS);
    double right = level(x * CELLS - column);
    double below = level(y * CELLS - row);
    int corner = (channel * POINTS + row) * POINTS + column;
    double upper = values[corner] * (1 - right) + values[corner + 1] * right;
    double lower = values[corner + POINTS] * (1 - right) + values[corner + POINTS + 1] * right;
    return upper * (1 - below) + lower * below;
  }

  private static double level(double part) {
    return part * part * (3 - 2 * part);
  }
}
