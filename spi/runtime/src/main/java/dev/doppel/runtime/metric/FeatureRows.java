package dev.doppel.runtime.metric;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Checks and conversions of features given as rows. */
final class FeatureRows {

  private FeatureRows() {}

  /** The width of rows that must all be finite and equally wide, at least one of them. */
  static int checkedWidth(String what, Vectors rows) {
    if (rows.count() == 0 || rows.width(0) == 0) {
      throw new IllegalArgumentException("the " + what + " has no features");
    }
    check(what, rows, rows.width(0));
    return rows.width(0);
  }

  static void check(String what, Vectors rows, int width) {
    for (int row = 0; row < rows.count(); row++) {
      if (rows.width(row) != width) {
        throw new IllegalArgumentException(
            "row %d of the %s has %d features instead of %d"
                .formatted(row, what, rows.width(row), width));
      }
      for (int i = 0; i < width; i++) {
        if (!Double.isFinite(rows.get(row, i))) {
          throw new IllegalArgumentException(
              "row %d of the %s has the feature %s; all must be finite"
                  .formatted(row, what, rows.get(row, i)));
        }
      }
    }
  }

  static void checkLabels(String what, int[] labels, int rows, int classes) {
    if (labels.length != rows) {
      throw new IllegalArgumentException(
          "the %s has %d rows but %d labels".formatted(what, rows, labels.length));
    }
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new IllegalArgumentException(
            "row %d of the %s has the label %d; labels must be in [0, %d)"
                .formatted(row, what, labels[row], classes));
      }
    }
  }

  /** The share of predictions that are right. */
  static double accuracy(int[] predictions, int[] labels) {
    if (predictions.length != labels.length) {
      throw new IllegalArgumentException(
          "there are %d queries but %d labels".formatted(predictions.length, labels.length));
    }
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += predictions[i] == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  /** The L2 norms of rows {@code from} to {@code to}, at least {@link Spread#LEAST_NORM}. */
  static double[] norms(Vectors rows, int from, int to) {
    double[] row = new double[rows.width(from)];
    double[] norms = new double[to - from];
    for (int i = 0; i < norms.length; i++) {
      rows.copy(from + i, row);
      norms[i] = Math.max(Math.sqrt(InnerProduct.of(row, row)), Spread.LEAST_NORM);
    }
    return norms;
  }

  /** The rows, in order, without any that so many rows before it are equal to. */
  static int[] firstCopies(Vectors rows, int copies) {
    SortedMap<Integer, Integer> seen = new TreeMap<>(rows::compare);
    return IntStream.range(0, rows.count())
        .filter(row -> seen.merge(row, 1, Integer::sum) <= copies)
        .toArray();
  }

  /** Rows {@code from} to {@code to} as columns. */
  static float[][] transposed(float[][] rows, int from, int to) {
    float[][] columns = new float[rows[from].length][to - from];
    for (int row = from; row < to; row++) {
      for (int i = 0; i < columns.length; i++) {
        columns[i][row - from] = rows[row][i];
      }
    }
    return columns;
  }
}
