package dev.doppel.spi.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The sizes of a tensor's axes, outermost first. Immutable; a scalar has no axes. */
public final class Shape {

  private static final Shape SCALAR = new Shape();

  private final int[] sizes;

  private Shape(int... sizes) {
    this.sizes = sizes;
  }

  /**
   * A shape of the given sizes.
   *
   * @param sizes the sizes, each at least 0
   * @return the shape
   * @throws IllegalArgumentException if a size is negative
   */
  public static Shape of(int... sizes) {
    for (int size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "a size must be at least 0, not " + size + " in " + Arrays.toString(sizes));
      }
    }
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  /**
   * The shape of a scalar.
   *
   * @return the shape without axes
   */
  public static Shape scalar() {
    return SCALAR;
  }

  /**
   * The number of axes.
   *
   * @return the number, 0 for a scalar
   */
  public int rank() {
    return sizes.length;
  }

  /**
   * The size of an axis.
   *
   * @param axis the axis, from 0, or from -1 backwards
   * @return the size
   * @throws IllegalArgumentException if there is no such axis
   */
  public int size(int axis) {
    return sizes[axis(axis)];
  }

  /**
   * An axis counted from 0.
   *
   * @param axis the axis, from 0, or from -1 backwards
   * @return the axis, from 0
   * @throws IllegalArgumentException if there is no such axis
   */
  public int axis(int axis) {
    int counted = axis < 0 ? axis + sizes.length : axis;
    if (counted < 0 || counted >= sizes.length) {
      throw new IllegalArgumentException("no axis " + axis + " in shape " + this);
    }
    return counted;
  }

  /**
   * The number of elements.
   *
   * @return the product of the sizes, 1 for a scalar
   */
  public int elements() {
    int product = 1;
    for (int size : sizes) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  /**
   * All sizes.
   *
   * @return a new array
   */
  public int[] toArray() {
    return sizes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.stream(sizes)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
