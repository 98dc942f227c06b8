package dev.doppel.runtime.tape;

/**
 * Functions along an axis whose gradients are known in closed form. The chain of their parts would
 * lose digits (softmax) or divide by zero (the norm of a zero row).
 */
final class AxisFunctions<A> {

  /** Norms below this are raised to it before they divide. */
  private static final double LEAST_NORM = 1e-12;

  private final ArrayOperations<A> operations;

  AxisFunctions(ArrayOperations<A> operations) {
    this.operations = operations;
  }

  A softmax(A array, int axis) {
    // Without the shift by the maximum, exp overflows from 88 on in float32.
    A exponentials = operations.exp(operations.subtract(array, operations.max(array, axis)));
    return operations.divide(exponentials, operations.sum(exponentials, axis));
  }

  /** y * (g - sum(g * y)). */
  A softmaxGradient(A result, A gradient, int axis) {
    A inner = operations.sum(operations.multiply(gradient, result), axis);
    return operations.multiply(result, operations.subtract(gradient, inner));
  }

  A logSoftmax(A array, int axis) {
    A shifted = operations.subtract(array, operations.max(array, axis));
    A sums = operations.sum(operations.exp(shifted), axis);
    return operations.subtract(shifted, operations.log(sums));
  }

  /** g - softmax * sum(g). */
  A logSoftmaxGradient(A result, A gradient, int axis) {
    A sums = operations.sum(gradient, axis);
    return operations.subtract(gradient, operations.multiply(operations.exp(result), sums));
  }

  A norm(A array, int axis) {
    return operations.sqrt(operations.sum(operations.multiply(array, array), axis));
  }

  A normalize(A array, A norm) {
    return operations.divide(array, operations.maximum(norm, LEAST_NORM));
  }

  /**
   * (g - y * sum(g * y)) / norm. Below the least norm the divisor is a constant, so the second term
   * falls away; at a zero row, where there is no direction to learn, the gradient is defined as 0.
   */
  A normalizeGradient(A result, A norm, A gradient, int axis) {
    A inner = operations.sum(operations.multiply(gradient, result), axis);
    A varying = operations.multiply(inner, atLeast(norm, LEAST_NORM));
    A tangent = operations.subtract(gradient, operations.multiply(result, varying));
    A divided = operations.divide(tangent, operations.maximum(norm, LEAST_NORM));
    return operations.multiply(divided, operations.greaterThan(norm, 0));
  }

  /** The gradient of maxima along an axis; elements that tie share it. */
  A maxGradient(A array, A maxima, A gradient, int axis) {
    A isMaximum = atLeast(operations.subtract(array, maxima), 0);
    A share = operations.divide(gradient, operations.sum(isMaximum, axis));
    return operations.multiply(isMaximum, share);
  }

  /** 1 where an element is at least a number, 0 elsewhere. */
  A atLeast(A array, double number) {
    A below = operations.greaterThan(operations.multiply(array, -1), -number);
    return operations.add(operations.multiply(below, -1), 1);
  }
}
