package dev.doppel.testkit;

import dev.doppel.runtime.tape.ArrayOperations;
import dev.doppel.spi.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The gradient tape's operations in float64, written for the eye: plain loops whose results are
 * easy to check by hand. Fast enough for batches of a few hundred rows.
 */
public final class DoubleArrayOperations implements ArrayOperations<DoubleArray> {

  private final StoppedValues stopped;

  /** Creates the operations. */
  public DoubleArrayOperations() {
    this(new StoppedValues());
  }

  DoubleArrayOperations(StoppedValues stopped) {
    this.stopped = stopped;
  }

  @Override
  public DoubleArray create(Shape shape, double[] values) {
    return DoubleArray.of(shape, values);
  }

  @Override
  public DoubleArray full(Shape shape, double value) {
    double[] values = new double[shape.elements()];
    Arrays.fill(values, value);
    return DoubleArray.wrap(shape, values);
  }

  @Override
  public Shape shape(DoubleArray array) {
    return array.shape();
  }

  @Override
  public double[] read(DoubleArray array) {
    return array.toArray();
  }

  @Override
  public DoubleArray add(DoubleArray left, DoubleArray right) {
    return combine(left, right, Double::sum);
  }

  @Override
  public DoubleArray subtract(DoubleArray left, DoubleArray right) {
    return combine(left, right, (a, b) -> a - b);
  }

  @Override
  public DoubleArray multiply(DoubleArray left, DoubleArray right) {
    return combine(left, right, (a, b) -> a * b);
  }

  @Override
  public DoubleArray divide(DoubleArray left, DoubleArray right) {
    return combine(left, right, (a, b) -> a / b);
  }

  @Override
  public DoubleArray add(DoubleArray array, double number) {
    return map(array, value -> value + number);
  }

  @Override
  public DoubleArray multiply(DoubleArray array, double number) {
    return map(array, value -> value * number);
  }

  @Override
  public DoubleArray exp(DoubleArray array) {
    return map(array, Math::exp);
  }

  @Override
  public DoubleArray log(DoubleArray array) {
    return map(array, Math::log);
  }

  @Override
  public DoubleArray sqrt(DoubleArray array) {
    return map(array, Math::sqrt);
  }

  @Override
  public DoubleArray maximum(DoubleArray array, double number) {
    return map(array, value -> Math.max(value, number));
  }

  @Override
  public DoubleArray greaterThan(DoubleArray array, double number) {
    return map(array, value -> value > number ? 1 : 0);
  }

  @Override
  public DoubleArray sum(DoubleArray array, int axis) {
    return reduce(array, axis, 0, Double::sum);
  }

  @Override
  public DoubleArray max(DoubleArray array, int axis) {
    return reduce(array, axis, Double.NEGATIVE_INFINITY, Math::max);
  }

  @Override
  public DoubleArray matmul(
      DoubleArray left, boolean transposeLeft, DoubleArray right, boolean transposeRight) {
    DoubleArray first = transposeLeft ? transpose(left) : left;
    DoubleArray second = transposeRight ? transpose(right) : right;
    int rows = first.shape().size(0);
    int inner = first.shape().size(1);
    int columns = second.shape().size(1);
    double[] values = new double[Math.multiplyExact(rows, columns)];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < inner; k++) {
        double factor = first.values()[i * inner + k];
        for (int j = 0; j < columns; j++) {
          values[i * columns + j] += factor * second.values()[k * columns + j];
        }
      }
    }
    return DoubleArray.wrap(Shape.of(rows, columns), values);
  }

  @Override
  public DoubleArray transpose(DoubleArray matrix) {
    int rows = matrix.shape().size(0);
    int columns = matrix.shape().size(1);
    double[] values = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[j * rows + i] = matrix.values()[i * columns + j];
      }
    }
    return DoubleArray.wrap(Shape.of(columns, rows), values);
  }

  @Override
  public DoubleArray diagonal(DoubleArray matrix) {
    int size = matrix.shape().size(0);
    double[] values = new double[size];
    Arrays.setAll(values, i -> matrix.values()[i * size + i]);
    return DoubleArray.wrap(Shape.of(size), values);
  }

  @Override
  public DoubleArray reshape(DoubleArray array, Shape shape) {
    return DoubleArray.wrap(shape, array.values());
  }

  @Override
  public DoubleArray slice(DoubleArray array, int axis, int from, int to) {
    Shape shape = resized(array.shape(), axis, to - from);
    double[] values = new double[shape.elements()];
    int inner = inner(shape, axis);
    int length = (to - from) * inner;
    int stride = array.shape().size(axis) * inner;
    for (int block = 0; block < blocks(shape, axis); block++) {
      System.arraycopy(
          array.values(), block * stride + from * inner, values, block * length, length);
    }
    return DoubleArray.wrap(shape, values);
  }

  @Override
  public DoubleArray concat(int axis, List<DoubleArray> arrays) {
    int size = arrays.stream().mapToInt(array -> array.shape().size(axis)).sum();
    Shape shape = resized(arrays.get(0).shape(), axis, size);
    double[] values = new double[shape.elements()];
    int inner = inner(shape, axis);
    int from = 0;
    for (DoubleArray array : arrays) {
      int length = array.shape().size(axis) * inner;
      int stride = size * inner;
      for (int block = 0; block < blocks(shape, axis); block++) {
        System.arraycopy(array.values(), block * length, values, block * stride + from, length);
      }
      from += length;
    }
    return DoubleArray.wrap(shape, values);
  }

  @Override
  public DoubleArray stopGradient(DoubleArray array) {
    return stopped.pass(array);
  }

  private static DoubleArray map(DoubleArray array, DoubleUnaryOperator operator) {
    double[] values = new double[array.values().length];
    Arrays.setAll(values, index -> operator.applyAsDouble(array.values()[index]));
    return DoubleArray.wrap(array.shape(), values);
  }

  private static DoubleArray combine(
      DoubleArray left, DoubleArray right, DoubleBinaryOperator operator) {
    Shape shape = broadcast(left.shape(), right.shape());
    int[] leftIndex = stretched(left.shape(), shape);
    int[] rightIndex = stretched(right.shape(), shape);
    double[] values = new double[shape.elements()];
    Arrays.setAll(
        values,
        index ->
            operator.applyAsDouble(
                left.values()[leftIndex[index]], right.values()[rightIndex[index]]));
    return DoubleArray.wrap(shape, values);
  }

  private static Shape broadcast(Shape left, Shape right) {
    int[] sizes = new int[Math.max(left.rank(), right.rank())];
    for (int back = 1; back <= sizes.length; back++) {
      int leftSize = back > left.rank() ? 1 : left.size(-back);
      int rightSize = back > right.rank() ? 1 : right.size(-back);
      sizes[sizes.length - back] = leftSize == 1 ? rightSize : leftSize;
    }
    return Shape.of(sizes);
  }

  /** For each element of a broadcast result, the position of the operand's element behind it. */
  private static int[] stretched(Shape operand, Shape result) {
    int[] positions = new int[result.elements()];
    for (int index = 0; index < positions.length; index++) {
      int rest = index;
      int stride = 1;
      for (int back = 1; back <= operand.rank(); back++) {
        int coordinate = rest % result.size(-back);
        rest /= result.size(-back);
        positions[index] += operand.size(-back) == 1 ? 0 : coordinate * stride;
        stride *= operand.size(-back);
      }
    }
    return positions;
  }

  private static DoubleArray reduce(
      DoubleArray array, int axis, double start, DoubleBinaryOperator operator) {
    Shape shape = resized(array.shape(), axis, 1);
    double[] values = new double[shape.elements()];
    Arrays.fill(values, start);
    int inner = inner(shape, axis);
    int stride = array.shape().size(axis) * inner;
    for (int index = 0; index < array.values().length; index++) {
      int target = index / stride * inner + index % inner;
      values[target] = operator.applyAsDouble(values[target], array.values()[index]);
    }
    return DoubleArray.wrap(shape, values);
  }

  /** The number of elements after an axis: how far apart its neighbours lie. */
  private static int inner(Shape shape, int axis) {
    int product = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      product *= shape.size(i);
    }
    return product;
  }

  private static int blocks(Shape shape, int axis) {
    int product = 1;
    for (int i = 0; i < axis; i++) {
      product *= shape.size(i);
    }
    return product;
  }

  private static Shape resized(Shape shape, int axis, int size) {
    int[] sizes = shape.toArray();
    sizes[axis] = size;
    return Shape.of(sizes);
  }
}
