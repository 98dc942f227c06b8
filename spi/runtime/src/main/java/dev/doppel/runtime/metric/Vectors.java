package dev.doppel.runtime.metric;

import java.util.Arrays;

/** Rows of features, in the precision they were given in. Not copied, and not to be changed. */
interface Vectors {

  /** The number of rows. */
  int count();

  /** The width of a row, which may differ from that of others until checked. */
  int width(int row);

  /** One value. */
  double get(int row, int column);

  /** Copies a row. */
  void copy(int row, double[] target);

  /** Orders rows in some way: 0 for those with the same numbers. */
  int compare(int row, int other);

  /** Some of the rows. */
  Vectors at(int[] indices);

  /** The inner product of a row with other numbers, in float64. */
  double product(int row, double[] other);

  static Vectors of(float[][] rows) {
    return new Vectors() {
      @Override
      public int count() {
        return rows.length;
      }

      @Override
      public int width(int row) {
        return rows[row].length;
      }

      @Override
      public double get(int row, int column) {
        return rows[row][column];
      }

      @Override
      public void copy(int row, double[] target) {
        float[] source = rows[row];
        for (int i = 0; i < target.length; i++) {
          target[i] = source[i];
        }
      }

      @Override
      public int compare(int row, int other) {
        return Arrays.compare(rows[row], rows[other]);
      }

      @Override
      public Vectors at(int[] indices) {
        return of(Arrays.stream(indices).mapToObj(row -> rows[row]).toArray(float[][]::new));
      }

      @Override
      public double product(int row, double[] other) {
        return InnerProduct.of(other, rows[row]);
      }
    };
  }

  static Vectors of(double[][] rows) {
    return new Vectors() {
      @Override
      public int count() {
        return rows.length;
      }

      @Override
      public int width(int row) {
        return rows[row].length;
      }

      @Override
      public double get(int row, int column) {
        return rows[row][column];
      }

      @Override
      public void copy(int row, double[] target) {
        System.arraycopy(rows[row], 0, target, 0, target.length);
      }

      @Override
      public int compare(int row, int other) {
        return Arrays.compare(rows[row], rows[other]);
      }

      @Override
      public Vectors at(int[] indices) {
        return of(Arrays.stream(indices).mapToObj(row -> rows[row]).toArray(double[][]::new));
      }

      @Override
      public double product(int row, double[] other) {
        return InnerProduct.of(other, rows[row]);
      }
    };
  }
}
