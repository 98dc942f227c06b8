package dev.doppel.runtime.checkpoint;

import java.util.Arrays;

/**
 * An array of numbers with a shape, in row-major order. Kept as float32 where no digit is lost by
 * it, and as float64 otherwise.
 */
public final class CheckpointArray {

  private final long[] shape;
  private final float[] singles;
  private final double[] doubles;

  private CheckpointArray(long[] shape, float[] singles, double[] doubles) {
    this.shape = shape.clone();
    this.singles = singles;
    this.doubles = doubles;
    long elements = elements(shape);
    if (elements != length()) {
      throw new IllegalArgumentException(
          "%d values do not fill an array of shape %s".formatted(length(), Arrays.toString(shape)));
    }
  }

  /** The number of elements of a shape; -1 where it is none. */
  static long elements(long[] shape) {
    long elements = 1;
    for (long size : shape) {
      if (size < 0) {
        return -1;
      }
      elements = Math.multiplyExact(elements, size);
    }
    return elements;
  }

  /**
   * An array of float32.
   *
   * @param values the values; not copied, and not to be changed
   * @param shape the size of each axis; none for a scalar
   * @return the array
   * @throws IllegalArgumentException if the values do not fill the shape
   */
  public static CheckpointArray of(float[] values, long... shape) {
    return new CheckpointArray(shape, values, null);
  }

  /**
   * An array of float64, which becomes one of float32 where that holds the same values.
   *
   * @param values the values; not copied, and not to be changed
   * @param shape the size of each axis; none for a scalar
   * @return the array
   * @throws IllegalArgumentException if the values do not fill the shape
   */
  public static CheckpointArray of(double[] values, long... shape) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
      if (Double.doubleToLongBits(narrow[i]) != Double.doubleToLongBits(values[i])) {
        return new CheckpointArray(shape, null, values);
      }
    }
    return of(narrow, shape);
  }

  /**
   * The size of each axis.
   *
   * @return the sizes; a copy
   */
  public long[] shape() {
    return shape.clone();
  }

  /**
   * The number of elements.
   *
   * @return how many there are
   */
  public int length() {
    return isSingle() ? singles.length : doubles.length;
  }

  boolean isSingle() {
    return singles != null;
  }

  double at(int index) {
    return isSingle() ? singles[index] : doubles[index];
  }

  /**
   * The values as float32.
   *
   * @return the values; not a copy where they are float32 already, and not to be changed
   */
  public float[] floats() {
    if (isSingle()) {
      return singles;
    }
    float[] narrow = new float[doubles.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) doubles[i];
    }
    return narrow;
  }

  /**
   * The values as float64.
   *
   * @return the values; not to be changed
   */
  public double[] doubles() {
    if (!isSingle()) {
      return doubles;
    }
    double[] wide = new double[singles.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = singles[i];
    }
    return wide;
  }
}
