package dev.doppel.runtime.tape;

import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A tensor that remembers, where it needs a gradient, how it was made. */
final class TapeTensor<A> implements Tensor {

  private final GradientTape<A> tape;
  private final ArrayOperations<A> operations;
  private final A value;
  private final Shape shape;
  private final boolean needsGradient;
  private final List<Edge<A>> edges;
  private final long order;

  TapeTensor(
      GradientTape<A> tape, A value, Shape shape, boolean needsGradient, List<Edge<A>> edges) {
    this.tape = tape;
    this.operations = tape.operations();
    this.value = value;
    this.shape = shape;
    this.needsGradient = needsGradient;
    this.edges = edges;
    this.order = tape.nextOrder();
  }

  GradientTape<A> tape() {
    return tape;
  }

  A value() {
    return value;
  }

  boolean needsGradient() {
    return needsGradient;
  }

  /** The ways back; empty for variables and for tensors without gradient. */
  List<Edge<A>> edges() {
    return edges;
  }

  /** A number that is larger than those of all operands. */
  long order() {
    return order;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public Tensor full(Shape fullShape, double number) {
    return tape.constant(operations.full(fullShape, number), fullShape);
  }

  @Override
  public Tensor constant(Shape constantShape, double[] values) {
    if (values.length != constantShape.elements()) {
      throw new IllegalArgumentException(
          "shape %s has %d elements, not the %d given"
              .formatted(constantShape, constantShape.elements(), values.length));
    }
    return tape.constant(operations.create(constantShape, values), constantShape);
  }

  @Override
  public Tensor identity(int size) {
    return tape.constant(operations.identity(size), Shape.of(size, size));
  }

  @Override
  public Tensor add(Tensor other) {
    TapeTensor<A> right = tape.own(other);
    Shape result = Broadcast.shape("add", shape, right.shape);
    return result(
        operations.add(value, right.value),
        result,
        edge(gradient -> sumTo(gradient, shape)),
        right.edge(gradient -> sumTo(gradient, right.shape)));
  }

  @Override
  public Tensor add(double number) {
    return unary(operations.add(value, number), gradient -> gradient);
  }

  @Override
  public Tensor subtract(Tensor other) {
    TapeTensor<A> right = tape.own(other);
    Shape result = Broadcast.shape("subtract", shape, right.shape);
    return result(
        operations.subtract(value, right.value),
        result,
        edge(gradient -> sumTo(gradient, shape)),
        right.edge(gradient -> operations.multiply(sumTo(gradient, right.shape), -1)));
  }

  @Override
  public Tensor multiply(Tensor other) {
    TapeTensor<A> right = tape.own(other);
    Shape result = Broadcast.shape("multiply", shape, right.shape);
    return result(
        operations.multiply(value, right.value),
        result,
        edge(gradient -> sumTo(operations.multiply(gradient, right.value), shape)),
        right.edge(gradient -> sumTo(operations.multiply(gradient, value), right.shape)));
  }

  @Override
  public Tensor multiply(double number) {
    return unary(
        operations.multiply(value, number), gradient -> operations.multiply(gradient, number));
  }

  @Override
  public Tensor divide(Tensor other) {
    TapeTensor<A> right = tape.own(other);
    Shape result = Broadcast.shape("divide", shape, right.shape);
    A quotient = operations.divide(value, right.value);
    return result(
        quotient,
        result,
        edge(gradient -> sumTo(operations.divide(gradient, right.value), shape)),
        right.edge(
            gradient -> {
              A scaled = operations.divide(operations.multiply(gradient, quotient), right.value);
              return operations.multiply(sumTo(scaled, right.shape), -1);
            }));
  }

  @Override
  public Tensor exp() {
    A result = operations.exp(value);
    return unary(result, gradient -> operations.multiply(gradient, result));
  }

  @Override
  public Tensor log() {
    return unary(operations.log(value), gradient -> operations.divide(gradient, value));
  }

  @Override
  public Tensor sqrt() {
    A root = operations.sqrt(value);
    return unary(root, gradient -> operations.multiply(operations.divide(gradient, root), 0.5));
  }

  @Override
  public Tensor maximum(double number) {
    return unary(
        operations.maximum(value, number),
        gradient -> operations.multiply(gradient, tape.axisFunctions().atLeast(value, number)));
  }

  @Override
  public Tensor greaterThan(double number) {
    return tape.constant(operations.greaterThan(value, number), shape);
  }

  @Override
  public Tensor sum() {
    return reshape(Shape.of(shape.elements())).sum(0, false);
  }

  @Override
  public Tensor sum(int axis, boolean keepAxis) {
    int counted = shape.axis(axis);
    return result(
            operations.sum(value, counted),
            kept(counted),
            edge(gradient -> operations.broadcastTo(gradient, shape)))
        .dropUnless(keepAxis, counted);
  }

  @Override
  public Tensor max(int axis, boolean keepAxis) {
    int counted = nonEmptyAxis(axis);
    A maxima = operations.max(value, counted);
    AxisFunctions<A> functions = tape.axisFunctions();
    return result(
            maxima,
            kept(counted),
            edge(gradient -> functions.maxGradient(value, maxima, gradient, counted)))
        .dropUnless(keepAxis, counted);
  }

  @Override
  public Tensor softmax(int axis) {
    int counted = nonEmptyAxis(axis);
    AxisFunctions<A> functions = tape.axisFunctions();
    A result = functions.softmax(value, counted);
    return unary(result, gradient -> functions.softmaxGradient(result, gradient, counted));
  }

  @Override
  public Tensor logSoftmax(int axis) {
    int counted = nonEmptyAxis(axis);
    AxisFunctions<A> functions = tape.axisFunctions();
    A result = functions.logSoftmax(value, counted);
    return unary(result, gradient -> functions.logSoftmaxGradient(result, gradient, counted));
  }

  @Override
  public Tensor l2Normalize(int axis) {
    int counted = shape.axis(axis);
    AxisFunctions<A> functions = tape.axisFunctions();
    A norm = functions.norm(value, counted);
    A result = functions.normalize(value, norm);
    return unary(result, gradient -> functions.normalizeGradient(result, norm, gradient, counted));
  }

  @Override
  public Tensor matmul(Tensor other) {
    TapeTensor<A> right = tape.own(other);
    if (shape.rank() != 2 || right.shape.rank() != 2 || shape.size(1) != right.shape.size(0)) {
      throw new IllegalArgumentException(
          "matmul needs shapes [m, k] and [k, n], not %s and %s".formatted(shape, right.shape));
    }
    return result(
        operations.matmul(value, false, right.value, false),
        Shape.of(shape.size(0), right.shape.size(1)),
        edge(gradient -> operations.matmul(gradient, false, right.value, true)),
        right.edge(gradient -> operations.matmul(value, true, gradient, false)));
  }

  @Override
  public Tensor transpose() {
    requireMatrix("transpose", shape.rank() == 2);
    return result(
        operations.transpose(value),
        Shape.of(shape.size(1), shape.size(0)),
        edge(operations::transpose));
  }

  @Override
  public Tensor diagonal() {
    requireMatrix("diagonal", shape.rank() == 2 && shape.size(0) == shape.size(1));
    int size = shape.size(0);
    Shape column = Shape.of(size, 1);
    return result(
        operations.diagonal(value),
        Shape.of(size),
        edge(
            gradient ->
                operations.multiply(
                    operations.identity(size), operations.reshape(gradient, column))));
  }

  @Override
  public Tensor reshape(Shape other) {
    if (other.elements() != shape.elements()) {
      throw new IllegalArgumentException(
          "cannot reshape %s to %s: %d elements to %d"
              .formatted(shape, other, shape.elements(), other.elements()));
    }
    return result(
        operations.reshape(value, other),
        other,
        edge(gradient -> operations.reshape(gradient, shape)));
  }

  @Override
  public Tensor slice(int axis, int from, int to) {
    int counted = shape.axis(axis);
    int size = shape.size(counted);
    if (from < 0 || to < from || to > size) {
      throw new IllegalArgumentException(
          "cannot slice [%d, %d) of axis %d of shape %s".formatted(from, to, axis, shape));
    }
    return result(
        operations.slice(value, counted, from, to),
        resized(counted, to - from),
        edge(gradient -> pad(gradient, counted, from, size - to)));
  }

  @Override
  public Tensor concat(int axis, List<Tensor> others) {
    int counted = shape.axis(axis);
    List<TapeTensor<A>> parts = new ArrayList<>(List.of(this));
    others.forEach(other -> parts.add(tape.own(other)));
    List<Edge<A>> ways = new ArrayList<>();
    int end = 0;
    for (TapeTensor<A> part : parts) {
      boolean fits =
          part.shape.rank() == shape.rank() && part.resized(counted, 0).equals(resized(counted, 0));
      if (!fits) {
        throw new IllegalArgumentException(
            "cannot concat shapes %s and %s along axis %d".formatted(shape, part.shape, axis));
      }
      int from = end;
      int to = from + part.shape.size(counted);
      ways.add(part.edge(gradient -> operations.slice(gradient, counted, from, to)));
      end = to;
    }
    A joined = operations.concat(counted, parts.stream().map(TapeTensor::value).toList());
    return result(joined, resized(counted, end), ways);
  }

  @Override
  public Tensor stopGradient() {
    return needsGradient ? tape.constant(operations.stopGradient(value), shape) : this;
  }

  @Override
  public double[] toArray() {
    return operations.read(value);
  }

  @Override
  public String toString() {
    return "tensor of shape " + shape;
  }

  private Edge<A> edge(UnaryOperator<A> gradient) {
    return new Edge<>(this, gradient);
  }

  private Tensor unary(A result, UnaryOperator<A> gradient) {
    return result(result, shape, edge(gradient));
  }

  private TapeTensor<A> result(A result, Shape resultShape, Edge<A> way) {
    return result(result, resultShape, List.of(way));
  }

  private TapeTensor<A> result(A result, Shape resultShape, Edge<A> left, Edge<A> right) {
    return result(result, resultShape, List.of(left, right));
  }

  private TapeTensor<A> result(A result, Shape resultShape, List<Edge<A>> ways) {
    List<Edge<A>> needed = ways.stream().filter(way -> way.operand().needsGradient).toList();
    return new TapeTensor<>(tape, result, resultShape, !needed.isEmpty(), needed);
  }

  private A sumTo(A gradient, Shape operand) {
    return Broadcast.sumTo(operations, gradient, operand);
  }

  private A pad(A gradient, int axis, int before, int after) {
    List<A> parts = new ArrayList<>();
    if (before > 0) {
      parts.add(operations.full(resized(axis, before), 0));
    }
    parts.add(gradient);
    if (after > 0) {
      parts.add(operations.full(resized(axis, after), 0));
    }
    return operations.concat(axis, parts);
  }

  private Shape kept(int axis) {
    return resized(axis, 1);
  }

  private Shape resized(int axis, int size) {
    int[] sizes = shape.toArray();
    sizes[axis] = size;
    return Shape.of(sizes);
  }

  private Tensor dropUnless(boolean keepAxis, int axis) {
    if (keepAxis) {
      return this;
    }
    int[] sizes = shape.toArray();
    System.arraycopy(sizes, axis + 1, sizes, axis, sizes.length - axis - 1);
    return reshape(Shape.of(Arrays.copyOf(sizes, sizes.length - 1)));
  }

  private int nonEmptyAxis(int axis) {
    int counted = shape.axis(axis);
    if (shape.size(counted) == 0) {
      throw new IllegalArgumentException(
          "axis " + axis + " of shape " + shape + " has no elements to choose a maximum from");
    }
    return counted;
  }

  private void requireMatrix(String operation, boolean fits) {
    if (!fits) {
      String needed = operation.equals("diagonal") ? "[n, n]" : "[m, n]";
      throw new IllegalArgumentException(
          operation + " needs a tensor of shape " + needed + ", not " + shape);
    }
  }
}
