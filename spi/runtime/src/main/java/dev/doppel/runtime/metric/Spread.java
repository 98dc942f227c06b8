package dev.doppel.runtime.metric;

/** How rows of a matrix spread over the unit sphere. Matrices are flat, row by row. */
final class Spread {

  /** What a norm counts as at least, as everywhere a row is normalised. */
  static final double LEAST_NORM = 1e-12;

  private Spread() {}

  static double[] normalised(int rows, int width, double[] values) {
    double[] directions = new double[values.length];
    for (int row = 0; row < rows; row++) {
      double square = 0;
      for (int i = row * width; i < (row + 1) * width; i++) {
        square += values[i] * values[i];
      }
      double norm = Math.max(Math.sqrt(square), LEAST_NORM);
      for (int i = row * width; i < (row + 1) * width; i++) {
        directions[i] = values[i] / norm;
      }
    }
    return directions;
  }

  static double featureStd(int rows, int width, double[] directions) {
    double[] mean = new double[width];
    for (int i = 0; i < directions.length; i++) {
      mean[i % width] += directions[i] / rows;
    }
    double[] square = new double[width];
    for (int i = 0; i < directions.length; i++) {
      double deviation = directions[i] - mean[i % width];
      square[i % width] += deviation * deviation;
    }
    double sum = 0;
    for (double dimension : square) {
      sum += Math.sqrt(dimension / (rows - 1));
    }
    return sum / width;
  }

  static double alignment(int rows, int width, double[] left, double[] right) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += squaredDistance(left, row * width, right, row * width, width);
    }
    return sum / rows;
  }

  static double uniformity(int rows, int width, double[] directions) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = i + 1; j < rows; j++) {
        sum += Math.exp(-2 * squaredDistance(directions, i * width, directions, j * width, width));
      }
    }
    return Math.log(sum / (rows * (rows - 1.0) / 2));
  }

  /** By differences: 2 - 2 cos would lose the digits of directions that are almost the same. */
  private static double squaredDistance(
      double[] left, int leftStart, double[] right, int rightStart, int width) {
    double sum = 0;
    for (int i = 0; i < width; i++) {
      double difference = left[leftStart + i] - right[rightStart + i];
      sum += difference * difference;
    }
    return sum;
  }
}
