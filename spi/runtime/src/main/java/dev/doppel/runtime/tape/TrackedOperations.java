package dev.doppel.runtime.tape;

import dev.doppel.spi.tensor.Shape;
import java.util.List;
import java.util.function.Consumer;

/** Operations that report each array they make, so that a scope can free it. */
final class TrackedOperations<A> implements ArrayOperations<A> {

  private final ArrayOperations<A> operations;
  private final Consumer<A> made;

  TrackedOperations(ArrayOperations<A> operations, Consumer<A> made) {
    this.operations = operations;
    this.made = made;
  }

  private A track(A result) {
    made.accept(result);
    return result;
  }

  /** An operation that changed nothing has made nothing: its operand belongs to somebody else. */
  private A trackUnless(A operand, A result) {
    return result == operand ? result : track(result);
  }

  @Override
  public A create(Shape shape, double[] values) {
    return track(operations.create(shape, values));
  }

  @Override
  public A full(Shape shape, double value) {
    return track(operations.full(shape, value));
  }

  @Override
  public A identity(int size) {
    return track(operations.identity(size));
  }

  @Override
  public Shape shape(A array) {
    return operations.shape(array);
  }

  @Override
  public double[] read(A array) {
    return operations.read(array);
  }

  @Override
  public void release(A array) {
    operations.release(array);
  }

  @Override
  public A add(A left, A right) {
    return track(operations.add(left, right));
  }

  @Override
  public A subtract(A left, A right) {
    return track(operations.subtract(left, right));
  }

  @Override
  public A multiply(A left, A right) {
    return track(operations.multiply(left, right));
  }

  @Override
  public A divide(A left, A right) {
    return track(operations.divide(left, right));
  }

  @Override
  public A add(A array, double number) {
    return trackUnless(array, operations.add(array, number));
  }

  @Override
  public A multiply(A array, double number) {
    return track(operations.multiply(array, number));
  }

  @Override
  public A exp(A array) {
    return track(operations.exp(array));
  }

  @Override
  public A log(A array) {
    return track(operations.log(array));
  }

  @Override
  public A sqrt(A array) {
    return track(operations.sqrt(array));
  }

  @Override
  public A maximum(A array, double number) {
    return trackUnless(array, operations.maximum(array, number));
  }

  @Override
  public A greaterThan(A array, double number) {
    return track(operations.greaterThan(array, number));
  }

  @Override
  public A sum(A array, int axis) {
    return trackUnless(array, operations.sum(array, axis));
  }

  @Override
  public A max(A array, int axis) {
    return trackUnless(array, operations.max(array, axis));
  }

  @Override
  public A broadcastTo(A array, Shape shape) {
    return trackUnless(array, operations.broadcastTo(array, shape));
  }

  @Override
  public A matmul(A left, boolean transposeLeft, A right, boolean transposeRight) {
    return track(operations.matmul(left, transposeLeft, right, transposeRight));
  }

  @Override
  public A transpose(A matrix) {
    return trackUnless(matrix, operations.transpose(matrix));
  }

  @Override
  public A diagonal(A matrix) {
    return track(operations.diagonal(matrix));
  }

  @Override
  public A reshape(A array, Shape shape) {
    return trackUnless(array, operations.reshape(array, shape));
  }

  @Override
  public A slice(A array, int axis, int from, int to) {
    return trackUnless(array, operations.slice(array, axis, from, to));
  }

  @Override
  public A concat(int axis, List<A> arrays) {
    A joined = operations.concat(axis, arrays);
    boolean isPart = arrays.stream().anyMatch(part -> part == joined);
    return isPart ? joined : track(joined);
  }

  @Override
  public A stopGradient(A array) {
    return trackUnless(array, operations.stopGradient(array));
  }
}
