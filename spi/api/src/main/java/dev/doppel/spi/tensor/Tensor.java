package dev.doppel.spi.tensor;

import java.util.List;

/**
 * An immutable array of floating-point numbers whose operations can be differentiated.
 *
 * <p>The semantics are PyTorch's. Operands of two-argument operations broadcast: shapes are aligned
 * at their last axes, and an axis of size 1, or a missing one, stretches to the other's size. An
 * axis counts from 0, or from -1 backwards. Numbers given as {@code double} take the tensor's
 * precision: float32 on the platforms, float64 in the test kit. Shapes that do not fit throw {@link
 * IllegalArgumentException} with both shapes.
 *
 * <p>Tensors live on the device where the data is. Only {@link #item()} and {@link #toArray()} copy
 * to the host, and they wait for the device. Memory is the host's business: a tensor is valid
 * within the call it was made in, or as part of a returned {@link dev.doppel.spi.step.State}.
 */
public interface Tensor {

  /**
   * The sizes of the axes.
   *
   * @return the shape
   */
  Shape shape();

  /**
   * The size of one axis.
   *
   * @param axis the axis, from 0, or from -1 backwards
   * @return the size
   */
  default int size(int axis) {
    return shape().size(axis);
  }

  // Creation, on the same device and in the same precision as this tensor.

  /**
   * A new tensor with one value everywhere.
   *
   * @param shape its shape
   * @param value the value
   * @return the tensor, without gradient
   */
  Tensor full(Shape shape, double value);

  /**
   * A new tensor with the given values.
   *
   * @param shape its shape
   * @param values the values, row by row
   * @return the tensor, without gradient
   */
  Tensor constant(Shape shape, double[] values);

  /**
   * The identity matrix.
   *
   * @param size the number of rows and columns
   * @return a tensor of shape {@code [size, size]}, without gradient
   */
  Tensor identity(int size);

  // Element by element.

  /**
   * The sum {@code this + other}, broadcast.
   *
   * @param other the other operand
   * @return the sum
   */
  Tensor add(Tensor other);

  /**
   * The sum {@code this + number}.
   *
   * @param number the number
   * @return the sum
   */
  Tensor add(double number);

  /**
   * The difference {@code this - other}, broadcast.
   *
   * @param other the other operand
   * @return the difference
   */
  Tensor subtract(Tensor other);

  /**
   * The difference {@code this - number}.
   *
   * @param number the number
   * @return the difference
   */
  default Tensor subtract(double number) {
    return add(-number);
  }

  /**
   * The product {@code this * other}, element by element, broadcast.
   *
   * @param other the other operand
   * @return the product
   */
  Tensor multiply(Tensor other);

  /**
   * The product {@code this * number}.
   *
   * @param number the number
   * @return the product
   */
  Tensor multiply(double number);

  /**
   * The quotient {@code this / other}, element by element, broadcast.
   *
   * @param other the divisor
   * @return the quotient
   */
  Tensor divide(Tensor other);

  /**
   * The quotient {@code this / number}.
   *
   * @param number the divisor
   * @return the quotient
   */
  default Tensor divide(double number) {
    return multiply(1 / number);
  }

  /**
   * The negative.
   *
   * @return {@code -this}
   */
  default Tensor negate() {
    return multiply(-1);
  }

  /**
   * The square, element by element.
   *
   * @return {@code this * this}
   */
  default Tensor square() {
    return multiply(this);
  }

  /**
   * The exponential, element by element.
   *
   * @return {@code e^this}
   */
  Tensor exp();

  /**
   * The natural logarithm, element by element.
   *
   * @return {@code ln(this)}
   */
  Tensor log();

  /**
   * The square root, element by element. Its gradient at 0 is infinite.
   *
   * @return the root
   */
  Tensor sqrt();

  /**
   * The larger of each element and a number. The gradient is 1 where the element is larger or
   * equal, 0 elsewhere.
   *
   * @param number the lower bound
   * @return the maxima
   */
  Tensor maximum(double number);

  /**
   * 1 where an element is greater than a number, 0 elsewhere. No gradient flows through it.
   *
   * @param number the number
   * @return zeros and ones
   */
  Tensor greaterThan(double number);

  // Reductions.

  /**
   * The sum of all elements.
   *
   * @return a scalar
   */
  Tensor sum();

  /**
   * Sums along an axis.
   *
   * @param axis the axis
   * @param keepAxis whether the axis stays, with size 1
   * @return the sums
   */
  Tensor sum(int axis, boolean keepAxis);

  /**
   * The mean of all elements.
   *
   * @return a scalar
   */
  default Tensor mean() {
    return sum().divide(shape().elements());
  }

  /**
   * Means along an axis.
   *
   * @param axis the axis
   * @param keepAxis whether the axis stays, with size 1
   * @return the means
   */
  default Tensor mean(int axis, boolean keepAxis) {
    return sum(axis, keepAxis).divide(size(axis));
  }

  /**
   * Maxima along an axis. Where several elements tie, one of them receives the gradient or they
   * share it; which is the backend's choice.
   *
   * @param axis the axis
   * @param keepAxis whether the axis stays, with size 1
   * @return the maxima
   */
  Tensor max(int axis, boolean keepAxis);

  // Along an axis, shape kept.

  /**
   * Softmax, computed after subtracting the maximum, so that large elements do not overflow.
   *
   * @param axis the axis along which the result sums to 1
   * @return the probabilities
   */
  Tensor softmax(int axis);

  /**
   * The logarithm of {@link #softmax}, without leaving the log domain.
   *
   * @param axis the axis
   * @return the log probabilities
   */
  Tensor logSoftmax(int axis);

  /**
   * Division by the Euclidean norm along an axis: {@code this / max(norm, 1e-12)}. A row of zeros
   * stays zero and receives a zero gradient, never {@code NaN}.
   *
   * @param axis the axis along which the result has norm 1
   * @return the directions
   */
  Tensor l2Normalize(int axis);

  // Linear algebra and layout.

  /**
   * The matrix product of two tensors of rank 2.
   *
   * @param other the right operand, of shape {@code [k, n]} where this is {@code [m, k]}
   * @return the product, of shape {@code [m, n]}
   */
  Tensor matmul(Tensor other);

  /**
   * The transpose of a tensor of rank 2.
   *
   * @return the tensor with its axes swapped
   */
  Tensor transpose();

  /**
   * The diagonal of a square tensor of rank 2.
   *
   * @return a tensor of shape {@code [n]}
   */
  Tensor diagonal();

  /**
   * The same elements in another shape, row by row.
   *
   * @param shape the shape, with as many elements
   * @return the tensor
   */
  Tensor reshape(Shape shape);

  /**
   * A part of an axis.
   *
   * @param axis the axis
   * @param from the first index, from 0
   * @param to the index after the last
   * @return the part
   */
  Tensor slice(int axis, int from, int to);

  /**
   * This tensor followed by others along an axis.
   *
   * @param axis the axis
   * @param others the tensors that follow; of this shape, but for that axis
   * @return the joined tensor; gradients flow into each part, also with no others
   */
  Tensor concat(int axis, List<Tensor> others);

  // Gradients and reading.

  /**
   * The same values, with no gradient flowing through them.
   *
   * @return the tensor under stop-gradient
   */
  Tensor stopGradient();

  /**
   * Copies to the host.
   *
   * @return the elements, row by row, in a new array
   */
  double[] toArray();

  /**
   * Copies a scalar to the host.
   *
   * @return the value
   * @throws IllegalArgumentException if the tensor has more than one element
   */
  default double item() {
    if (shape().elements() != 1) {
      throw new IllegalArgumentException("not a scalar but of shape " + shape());
    }
    return toArray()[0];
  }
}
