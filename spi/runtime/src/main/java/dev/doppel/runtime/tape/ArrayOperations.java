package dev.doppel.runtime.tape;

import dev.doppel.spi.tensor.Shape;
import java.util.List;

/**
 * What a gradient tape needs of a platform: operations on arrays of floating-point numbers.
 *
 * <p>Arrays are immutable here, in row-major order, of rank 0 and up. The tape checks shapes and
 * axes before it calls: axes count from 0, and operands fit. Each call returns a new handle, or its
 * operand itself where nothing changes. A handle may share memory with an operand ({@link
 * #reshape}, {@link #transpose}, {@link #slice}); {@link #release} of such a view must leave the
 * memory alone. Values given as {@code double} take the platform's precision.
 *
 * @param <A> the platform's array
 */
public interface ArrayOperations<A> {

  /**
   * Creates an array.
   *
   * @param shape its shape
   * @param values its values, row by row
   * @return the array
   */
  A create(Shape shape, double[] values);

  /**
   * Creates an array with one value everywhere.
   *
   * @param shape its shape
   * @param value the value
   * @return the array
   */
  A full(Shape shape, double value);

  /**
   * Creates the identity matrix.
   *
   * @param size the number of rows and columns
   * @return an array of shape {@code [size, size]}
   */
  default A identity(int size) {
    double[] values = new double[Math.multiplyExact(size, size)];
    for (int i = 0; i < size; i++) {
      values[i * size + i] = 1;
    }
    return create(Shape.of(size, size), values);
  }

  /**
   * The shape of an array.
   *
   * @param array the array
   * @return its shape
   */
  Shape shape(A array);

  /**
   * Copies to the host.
   *
   * @param array the array
   * @return its values, row by row, in a new array
   */
  double[] read(A array);

  /**
   * Frees an array's memory, where the platform does not collect it by itself. Called once for each
   * handle, and last for those made first.
   *
   * @param array the array; not used again
   */
  default void release(A array) {
    // The garbage collector does.
  }

  /**
   * The sum of two arrays, broadcast.
   *
   * @param left the left operand
   * @param right the right operand
   * @return the sum
   */
  A add(A left, A right);

  /**
   * The difference of two arrays, broadcast.
   *
   * @param left the left operand
   * @param right the right operand
   * @return {@code left - right}
   */
  A subtract(A left, A right);

  /**
   * The product of two arrays, element by element, broadcast.
   *
   * @param left the left operand
   * @param right the right operand
   * @return the product
   */
  A multiply(A left, A right);

  /**
   * The quotient of two arrays, element by element, broadcast.
   *
   * @param left the dividend
   * @param right the divisor
   * @return {@code left / right}
   */
  A divide(A left, A right);

  /**
   * The sum of each element and a number.
   *
   * @param array the array
   * @param number the number
   * @return the sum
   */
  A add(A array, double number);

  /**
   * The product of each element and a number. The result never shares memory with the operand.
   *
   * @param array the array
   * @param number the number
   * @return the product
   */
  A multiply(A array, double number);

  /**
   * The exponential of each element.
   *
   * @param array the array
   * @return {@code e^array}
   */
  A exp(A array);

  /**
   * The natural logarithm of each element.
   *
   * @param array the array
   * @return {@code ln(array)}
   */
  A log(A array);

  /**
   * The square root of each element.
   *
   * @param array the array
   * @return the root
   */
  A sqrt(A array);

  /**
   * The larger of each element and a number; {@code NaN} stays.
   *
   * @param array the array
   * @param number the number
   * @return the maxima
   */
  A maximum(A array, double number);

  /**
   * 1 where an element is greater than a number, 0 elsewhere.
   *
   * @param array the array
   * @param number the number
   * @return zeros and ones
   */
  A greaterThan(A array, double number);

  /**
   * Sums along an axis, which stays with size 1.
   *
   * @param array the array
   * @param axis the axis, from 0
   * @return the sums
   */
  A sum(A array, int axis);

  /**
   * Maxima along an axis, which stays with size 1.
   *
   * @param array the array
   * @param axis the axis, from 0, of size 1 or more
   * @return the maxima
   */
  A max(A array, int axis);

  /**
   * The array stretched to a larger shape by the rules of broadcasting.
   *
   * @param array the array
   * @param shape the shape
   * @return the stretched array
   */
  default A broadcastTo(A array, Shape shape) {
    return add(full(shape, 0), array);
  }

  /**
   * The product of two matrices, each transposed first where asked.
   *
   * @param left the left matrix
   * @param transposeLeft whether it is transposed first
   * @param right the right matrix
   * @param transposeRight whether it is transposed first
   * @return the product
   */
  A matmul(A left, boolean transposeLeft, A right, boolean transposeRight);

  /**
   * The transpose of a matrix.
   *
   * @param matrix the matrix
   * @return the matrix with its axes swapped
   */
  A transpose(A matrix);

  /**
   * The diagonal of a square matrix.
   *
   * @param matrix the matrix
   * @return an array of shape {@code [n]}
   */
  A diagonal(A matrix);

  /**
   * The same elements in another shape, row by row.
   *
   * @param array the array
   * @param shape the shape, with as many elements
   * @return the array
   */
  A reshape(A array, Shape shape);

  /**
   * A part of an axis.
   *
   * @param array the array
   * @param axis the axis, from 0
   * @param from the first index
   * @param to the index after the last
   * @return the part
   */
  A slice(A array, int axis, int from, int to);

  /**
   * Arrays one after another along an axis.
   *
   * @param axis the axis, from 0
   * @param arrays the arrays, at least one, of the same shape but for that axis
   * @return the joined array
   */
  A concat(int axis, List<A> arrays);

  /**
   * The values that go on where a gradient is stopped: the array itself. A check by finite
   * differences overrides this, since it must hold those values still.
   *
   * @param array the array that needs a gradient no more
   * @return the values under stop-gradient
   */
  default A stopGradient(A array) {
    return array;
  }
}
