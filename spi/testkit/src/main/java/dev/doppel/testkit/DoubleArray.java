package dev.doppel.testkit;

import dev.doppel.spi.tensor.Shape;
import java.util.Arrays;
import java.util.Random;

/** An array of float64 numbers on the Java heap, in row-major order. Immutable. */
public final class DoubleArray {

  private final Shape shape;
  private final double[] values;

  private DoubleArray(Shape shape, double[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * An array of the given values.
   *
   * @param shape its shape
   * @param values its values, row by row
   * @return the array
   * @throws IllegalArgumentException if the shape has another number of elements
   */
  public static DoubleArray of(Shape shape, double... values) {
    if (values.length != shape.elements()) {
      throw new IllegalArgumentException(
          "shape %s has %d elements, not the %d given"
              .formatted(shape, shape.elements(), values.length));
    }
    return new DoubleArray(shape, values.clone());
  }

  /**
   * A matrix.
   *
   * @param rows its rows, at least one, of equal length
   * @return an array of shape {@code [rows, columns]}
   * @throws IllegalArgumentException if there are no rows or their lengths differ
   */
  public static DoubleArray ofRows(double[]... rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("a matrix needs at least one row");
    }
    int columns = rows[0].length;
    double[] values = new double[Math.multiplyExact(rows.length, columns)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new IllegalArgumentException(
            "rows must be of equal length: row 0 has %d elements, row %d has %d"
                .formatted(columns, i, rows[i].length));
      }
      System.arraycopy(rows[i], 0, values, i * columns, columns);
    }
    return new DoubleArray(Shape.of(rows.length, columns), values);
  }

  /**
   * A matrix of independent standard normal numbers.
   *
   * @param seed the seed; equal seeds give equal numbers
   * @param rows the number of rows
   * @param columns the number of columns
   * @return an array of shape {@code [rows, columns]}
   */
  public static DoubleArray gaussian(long seed, int rows, int columns) {
    Random random = new Random(seed);
    double[] values = new double[Math.multiplyExact(rows, columns)];
    Arrays.setAll(values, index -> random.nextGaussian());
    return new DoubleArray(Shape.of(rows, columns), values);
  }

  /** Wraps values that nobody else holds. */
  static DoubleArray wrap(Shape shape, double[] values) {
    return new DoubleArray(shape, values);
  }

  /**
   * The sizes of the axes.
   *
   * @return the shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * All values.
   *
   * @return the values, row by row, in a new array
   */
  public double[] toArray() {
    return values.clone();
  }

  /**
   * The rows of a matrix.
   *
   * @return the rows, in new arrays
   * @throws IllegalArgumentException if this is not of rank 2
   */
  public double[][] toRows() {
    if (shape.rank() != 2) {
      throw new IllegalArgumentException("a matrix has rank 2, unlike shape " + shape);
    }
    double[][] rows = new double[shape.size(0)][];
    int columns = shape.size(1);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return rows;
  }

  /**
   * The largest absolute value.
   *
   * @return the value; 0 for an empty array, {@code NaN} if any value is
   */
  public double largest() {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /**
   * This array with one value replaced.
   *
   * @param index its position, row by row, from 0
   * @param value the new value
   * @return a new array
   */
  public DoubleArray with(int index, double value) {
    double[] changed = values.clone();
    changed[index] = value;
    return new DoubleArray(shape, changed);
  }

  /** The values themselves, not to be changed. */
  double[] values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DoubleArray array
        && shape.equals(array.shape)
        && Arrays.equals(values, array.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return shape + " " + Arrays.toString(values);
  }
}
