package dev.doppel.dl4j.tensor;

import dev.doppel.runtime.tape.ArrayOperations;
import dev.doppel.spi.tensor.Shape;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.shape.DiagPart;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.DivOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.SubOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The gradient tape's operations on ND4J arrays of 32-bit floats, on the device where ND4J keeps
 * them. What is made lies outside of any workspace and is freed by {@link #release}.
 */
public final class Nd4jArrayOperations implements ArrayOperations<Nd4jArray> {

  /** Creates the operations. */
  public Nd4jArrayOperations() {}

  @Override
  public Nd4jArray create(Shape shape, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    if (shape.elements() == 0) {
      return Nd4jArray.owned(Nd4j.create(DataType.FLOAT, sizes(shape)));
    }
    return shape.rank() == 0
        ? Nd4jArray.owned(Nd4j.scalar(floats[0]))
        : Nd4jArray.owned(Nd4j.create(floats, sizes(shape), 'c'));
  }

  @Override
  public Nd4jArray full(Shape shape, double value) {
    return Nd4jArray.owned(
        shape.rank() == 0
            ? Nd4j.scalar((float) value)
            : Nd4j.valueArrayOf(sizes(shape), value, DataType.FLOAT));
  }

  @Override
  public Nd4jArray identity(int size) {
    return Nd4jArray.owned(Nd4j.eye(size));
  }

  @Override
  public Shape shape(Nd4jArray array) {
    long[] sizes = array.array().shape();
    int[] shape = new int[sizes.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Math.toIntExact(sizes[i]);
    }
    return Shape.of(shape);
  }

  @Override
  public double[] read(Nd4jArray array) {
    if (array.array().isEmpty()) {
      return new double[0];
    }
    // A view may lie over a longer buffer in another order.
    try (INDArray copy = array.array().dup('c')) {
      return copy.data().asDouble();
    }
  }

  @Override
  public void release(Nd4jArray array) {
    array.release();
  }

  @Override
  public Nd4jArray add(Nd4jArray left, Nd4jArray right) {
    return pairwise(AddOp::new, left, right);
  }

  @Override
  public Nd4jArray subtract(Nd4jArray left, Nd4jArray right) {
    return pairwise(SubOp::new, left, right);
  }

  @Override
  public Nd4jArray multiply(Nd4jArray left, Nd4jArray right) {
    return pairwise(MulOp::new, left, right);
  }

  @Override
  public Nd4jArray divide(Nd4jArray left, Nd4jArray right) {
    return pairwise(DivOp::new, left, right);
  }

  @Override
  public Nd4jArray add(Nd4jArray array, double number) {
    INDArray result = array.array().ulike();
    // The array's own method would put 1e-5 in place of a number that is NaN.
    return Nd4jArray.owned(
        Nd4j.getExecutioner().exec(new ScalarAdd(array.array(), null, result, number)));
  }

  @Override
  public Nd4jArray multiply(Nd4jArray array, double number) {
    INDArray result = array.array().ulike();
    return Nd4jArray.owned(
        Nd4j.getExecutioner().exec(new ScalarMultiplication(array.array(), null, result, number)));
  }

  @Override
  public Nd4jArray exp(Nd4jArray array) {
    return Nd4jArray.owned(Transforms.exp(array.array(), true));
  }

  @Override
  public Nd4jArray log(Nd4jArray array) {
    return Nd4jArray.owned(Transforms.log(array.array(), true));
  }

  @Override
  public Nd4jArray sqrt(Nd4jArray array) {
    return Nd4jArray.owned(Transforms.sqrt(array.array(), true));
  }

  @Override
  public Nd4jArray maximum(Nd4jArray array, double number) {
    INDArray copy = array.array().dup();
    // ND4J's own maximum turns NaN into the number.
    return Nd4jArray.owned(Nd4j.getExecutioner().exec(new RectifiedLinear(copy, copy, number)));
  }

  @Override
  public Nd4jArray greaterThan(Nd4jArray array, double number) {
    try (INDArray greater = array.array().gt(number)) {
      return Nd4jArray.owned(greater.castTo(DataType.FLOAT));
    }
  }

  @Override
  public Nd4jArray sum(Nd4jArray array, int axis) {
    return Nd4jArray.owned(array.array().sum(true, axis));
  }

  @Override
  public Nd4jArray max(Nd4jArray array, int axis) {
    return Nd4jArray.owned(array.array().max(true, axis));
  }

  @Override
  public Nd4jArray matmul(
      Nd4jArray left, boolean transposeLeft, Nd4jArray right, boolean transposeRight) {
    long rows = left.array().size(transposeLeft ? 1 : 0);
    long columns = right.array().size(transposeRight ? 0 : 1);
    // BLAS writes column by column; any other order costs a copy.
    INDArray result = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'f');
    Nd4j.matmul(left.array(), right.array(), result, transposeLeft, transposeRight, false);
    return Nd4jArray.owned(result);
  }

  @Override
  public Nd4jArray transpose(Nd4jArray matrix) {
    return Nd4jArray.borrowed(matrix.array().transpose());
  }

  @Override
  public Nd4jArray diagonal(Nd4jArray matrix) {
    return Nd4jArray.owned(Nd4j.exec(new DiagPart(matrix.array(), null))[0]);
  }

  @Override
  public Nd4jArray reshape(Nd4jArray array, Shape shape) {
    if (shape.equals(shape(array))) {
      return array;
    }
    if (shape.rank() == 0) {
      return Nd4jArray.owned(array.array().dup('c').reshape(new long[0]));
    }
    return array.derived(array.array().reshape('c', sizes(shape)));
  }

  @Override
  public Nd4jArray slice(Nd4jArray array, int axis, int from, int to) {
    long[] sizes = array.array().shape();
    if (from == 0 && to == sizes[axis]) {
      return array;
    }
    if (from == to) {
      sizes = sizes.clone();
      sizes[axis] = 0;
      return Nd4jArray.owned(Nd4j.create(DataType.FLOAT, sizes));
    }
    INDArrayIndex[] indices = new INDArrayIndex[sizes.length];
    for (int i = 0; i < indices.length; i++) {
      // An interval keeps its axis even where it has one element.
      indices[i] = i == axis ? NDArrayIndex.interval(from, to) : NDArrayIndex.all();
    }
    return array.derived(array.array().get(indices));
  }

  @Override
  public Nd4jArray concat(int axis, List<Nd4jArray> arrays) {
    INDArray[] parts =
        arrays.stream()
            .map(Nd4jArray::array)
            .filter(part -> !part.isEmpty())
            .toArray(INDArray[]::new);
    return switch (parts.length) {
      case 0 -> arrays.get(0);
      case 1 -> Nd4jArray.owned(parts[0].dup('c'));
      default -> Nd4jArray.owned(Nd4j.concat(axis, parts));
    };
  }

  /** An operation on the elements of two arrays, by its inputs and its result. */
  private interface PairwiseOperation {
    DynamicCustomOp of(INDArray left, INDArray right, INDArray result);
  }

  private static Nd4jArray pairwise(PairwiseOperation operation, Nd4jArray left, Nd4jArray right) {
    INDArray result = broadcast(left, right);
    Nd4j.exec(operation.of(left.array(), right.array(), result));
    return Nd4jArray.owned(result);
  }

  private static INDArray broadcast(Nd4jArray left, Nd4jArray right) {
    long[] leftSizes = left.array().shape();
    long[] rightSizes = right.array().shape();
    long[] sizes = new long[Math.max(leftSizes.length, rightSizes.length)];
    for (int back = 1; back <= sizes.length; back++) {
      long leftSize = back > leftSizes.length ? 1 : leftSizes[leftSizes.length - back];
      long rightSize = back > rightSizes.length ? 1 : rightSizes[rightSizes.length - back];
      sizes[sizes.length - back] = leftSize == 1 ? rightSize : leftSize;
    }
    return sizes.length == 0
        ? Nd4j.scalar(0f)
        : Nd4j.createUninitialized(DataType.FLOAT, sizes, 'c');
  }

  private static long[] sizes(Shape shape) {
    int[] sizes = shape.toArray();
    long[] result = new long[sizes.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = sizes[i];
    }
    return result;
  }
}
