package dev.doppel.runtime.tape;

import dev.doppel.spi.tensor.Shape;

/** The rules of broadcasting, and their reverse for gradients. */
final class Broadcast {

  private Broadcast() {}

  /** The shape that two operands of the given shapes stretch to. */
  static Shape shape(String operation, Shape left, Shape right) {
    int rank = Math.max(left.rank(), right.rank());
    int[] sizes = new int[rank];
    for (int back = 1; back <= rank; back++) {
      int leftSize = back > left.rank() ? 1 : left.size(-back);
      int rightSize = back > right.rank() ? 1 : right.size(-back);
      if (leftSize != rightSize && leftSize != 1 && rightSize != 1) {
        throw new IllegalArgumentException(
            "cannot %s tensors of shapes %s and %s: axis -%d has sizes %d and %d, neither of them 1"
                .formatted(operation, left, right, back, leftSize, rightSize));
      }
      sizes[rank - back] = leftSize == 1 ? rightSize : leftSize;
    }
    return Shape.of(sizes);
  }

  /**
   * Sums a gradient over the axes along which an operand was stretched: each of its elements had a
   * part in all of them.
   */
  static <A> A sumTo(ArrayOperations<A> operations, A gradient, Shape shape) {
    Shape stretched = operations.shape(gradient);
    if (stretched.equals(shape)) {
      return gradient;
    }
    A sum = gradient;
    int missing = stretched.rank() - shape.rank();
    for (int axis = 0; axis < stretched.rank(); axis++) {
      boolean stretchedHere = axis < missing || shape.size(axis - missing) == 1;
      if (stretchedHere && stretched.size(axis) != 1) {
        sum = operations.sum(sum, axis);
      }
    }
    return operations.reshape(sum, shape);
  }
}
