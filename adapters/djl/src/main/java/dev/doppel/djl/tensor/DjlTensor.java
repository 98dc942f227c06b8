package dev.doppel.djl.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/**
 * A tensor that is a DJL array. Results belong to the manager of the first operand, so they are
 * freed with the batch.
 */
public final class DjlTensor implements Tensor {

  /** The smallest norm that L2 normalisation divides by, see {@link Tensor#l2Normalize}. */
  private static final float LEAST_NORM = 1e-12f;

  private final NDArray array;

  private DjlTensor(NDArray array) {
    this.array = array;
  }

  /**
   * A tensor over an array.
   *
   * @param array the array; not copied
   * @return the tensor
   */
  public static DjlTensor of(NDArray array) {
    return new DjlTensor(Objects.requireNonNull(array, "array"));
  }

  /**
   * The array under a tensor.
   *
   * @param tensor a tensor of this platform
   * @return the array; not copied
   * @throws IllegalArgumentException if the tensor is another platform's
   */
  public static NDArray array(Tensor tensor) {
    if (tensor instanceof DjlTensor djl) {
      return djl.array;
    }
    throw new IllegalArgumentException(
        "a tensor of DJL is needed, not one of " + tensor.getClass().getName());
  }

  @Override
  public Shape shape() {
    long[] sizes = array.getShape().getShape();
    int[] converted = new int[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      converted[i] = Math.toIntExact(sizes[i]);
    }
    return Shape.of(converted);
  }

  @Override
  public Tensor full(Shape shape, double value) {
    return of(manager().full(djlShape(shape), (float) value));
  }

  @Override
  public Tensor constant(Shape shape, double[] values) {
    if (values.length != shape.elements()) {
      throw new IllegalArgumentException(
          values.length + " values do not fill a tensor of shape " + shape);
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return of(manager().create(floats, djlShape(shape)));
  }

  @Override
  public Tensor identity(int size) {
    return of(manager().eye(size));
  }

  @Override
  public Tensor add(Tensor other) {
    return of(array.add(operand(other, "add")));
  }

  @Override
  public Tensor add(double number) {
    return of(array.add(scalar(number)));
  }

  @Override
  public Tensor subtract(Tensor other) {
    return of(array.sub(operand(other, "subtract")));
  }

  @Override
  public Tensor multiply(Tensor other) {
    return of(array.mul(operand(other, "multiply")));
  }

  @Override
  public Tensor multiply(double number) {
    return of(array.mul(scalar(number)));
  }

  @Override
  public Tensor divide(Tensor other) {
    return of(array.div(operand(other, "divide")));
  }

  @Override
  public Tensor divide(double number) {
    return of(array.div(scalar(number)));
  }

  @Override
  public Tensor exp() {
    return of(array.exp());
  }

  @Override
  public Tensor log() {
    return of(array.log());
  }

  @Override
  public Tensor sqrt() {
    return of(array.sqrt());
  }

  @Override
  public Tensor maximum(double number) {
    // PyTorch's maximum of two tensors halves the gradient at a tie; its clamp does not.
    return of(array.clip((float) number, Float.POSITIVE_INFINITY));
  }

  @Override
  public Tensor greaterThan(double number) {
    return of(array.gt(scalar(number)).toType(DataType.FLOAT32, false));
  }

  @Override
  public Tensor sum() {
    return of(array.sum());
  }

  @Override
  public Tensor sum(int axis, boolean keepAxis) {
    return of(array.sum(axes(axis), keepAxis));
  }

  @Override
  public Tensor mean() {
    return of(array.mean());
  }

  @Override
  public Tensor mean(int axis, boolean keepAxis) {
    return of(array.mean(axes(axis), keepAxis));
  }

  @Override
  public Tensor max(int axis, boolean keepAxis) {
    return of(array.max(axes(axis), keepAxis));
  }

  @Override
  public Tensor softmax(int axis) {
    return of(array.softmax(shape().axis(axis)));
  }

  @Override
  public Tensor logSoftmax(int axis) {
    return of(array.logSoftmax(shape().axis(axis)));
  }

  @Override
  public Tensor l2Normalize(int axis) {
    NDArray norm = array.norm(2, axes(axis), true);
    // Dividing by the least norm would blow the gradient of a zero row up by 1e12.
    NDArray isNonZero = norm.stopGradient().gt(scalar(0)).toType(DataType.FLOAT32, false);
    // One factor a row, so that the rows themselves are gone through once.
    return of(array.mul(isNonZero.div(norm.maximum(scalar(LEAST_NORM)))));
  }

  @Override
  public Tensor matmul(Tensor other) {
    Shape left = shape();
    Shape right = other.shape();
    if (left.rank() != 2 || right.rank() != 2 || left.size(1) != right.size(0)) {
      throw new IllegalArgumentException("cannot multiply matrices " + left + " and " + right);
    }
    return of(array.matMul(array(other)));
  }

  @Override
  public Tensor transpose() {
    if (shape().rank() != 2) {
      throw new IllegalArgumentException("only a matrix has a transpose, not shape " + shape());
    }
    return of(array.transpose());
  }

  @Override
  public Tensor diagonal() {
    if (shape().rank() != 2 || shape().size(0) != shape().size(1)) {
      throw new IllegalArgumentException("only a square matrix has a diagonal, not " + shape());
    }
    return of(array.diagonal());
  }

  @Override
  public Tensor reshape(Shape shape) {
    if (shape.elements() != shape().elements()) {
      throw new IllegalArgumentException("cannot reshape " + shape() + " to " + shape);
    }
    return of(array.reshape(djlShape(shape)));
  }

  @Override
  public Tensor slice(int axis, int from, int to) {
    int counted = shape().axis(axis);
    if (from < 0 || to < from || to > shape().size(counted)) {
      throw new IllegalArgumentException(
          "no part %d to %d of axis %d in shape %s".formatted(from, to, axis, shape()));
    }
    NDIndex index = new NDIndex();
    for (int i = 0; i < counted; i++) {
      index.addAllDim();
    }
    return of(array.get(index.addSliceDim(from, to)));
  }

  @Override
  public Tensor concat(int axis, List<Tensor> others) {
    if (others.isEmpty()) {
      // DJL copies a list of one out of the autograd graph.
      return this;
    }
    NDList all = new NDList(array);
    for (Tensor other : others) {
      Shape expected = shape();
      if (other.shape().rank() != expected.rank()) {
        throw new IllegalArgumentException("cannot join " + expected + " and " + other.shape());
      }
      all.add(array(other));
    }
    return of(NDArrays.concat(all, shape().axis(axis)));
  }

  @Override
  public Tensor stopGradient() {
    return of(array.stopGradient());
  }

  @Override
  public double[] toArray() {
    float[] floats = array.toFloatArray();
    double[] values = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }

  private NDManager manager() {
    return array.getManager();
  }

  /**
   * A number as an array in native memory. DJL's own operations on numbers lay an array over a
   * small Java buffer and close it at once, while autograd may still need it; and such buffers,
   * freed only by the garbage collector, break up the native heap so that resident memory climbs.
   */
  private NDArray scalar(double number) {
    return Scalars.create(manager(), number);
  }

  private int[] axes(int axis) {
    return new int[] {shape().axis(axis)};
  }

  private NDArray operand(Tensor other, String operation) {
    Shape left = shape();
    Shape right = other.shape();
    for (int i = 1; i <= Math.min(left.rank(), right.rank()); i++) {
      int a = left.size(-i);
      int b = right.size(-i);
      if (a != b && a != 1 && b != 1) {
        throw new IllegalArgumentException(
            "cannot " + operation + " shapes " + left + " and " + right);
      }
    }
    return array(other);
  }

  static ai.djl.ndarray.types.Shape djlShape(Shape shape) {
    int[] sizes = shape.toArray();
    long[] converted = new long[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      converted[i] = sizes[i];
    }
    return new ai.djl.ndarray.types.Shape(converted);
  }

  @Override
  public String toString() {
    return "tensor of shape " + shape() + " on " + array.getDevice();
  }
}
