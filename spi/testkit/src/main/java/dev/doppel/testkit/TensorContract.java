package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the tensors of every platform must do. Tests of a platform extend it and answer {@link
 * #evaluate}. Each operation, its value and its gradients, is held to the {@link ArrayEngine}'s
 * 64-bit numbers, at the precision of 32-bit ones.
 */
public abstract class TensorContract {

  private static final long SEED = 11;
  private static final Shape MATRIX = Shape.of(4, 4);

  /** Single operations on numbers near 1: some ten float32 roundings of 6e-8. */
  private static final double TOLERANCE = 2e-6;

  /** For subclasses. */
  protected TensorContract() {}

  /**
   * What a platform computes.
   *
   * @param loss the scalar
   * @param left its gradient by the left operand, row by row
   * @param right its gradient by the right operand, row by row
   */
  public record Evaluation(double loss, double[] left, double[] right) {}

  /**
   * Computes a scalar and its gradients on the platform under test.
   *
   * @param shape the shape of both operands
   * @param left the left operand, row by row
   * @param right the right operand, row by row
   * @param loss makes a scalar of the operands
   * @return the scalar and its gradients
   */
  protected abstract Evaluation evaluate(
      Shape shape, double[] left, double[] right, BinaryOperator<Tensor> loss);

  private record Operation(String name, BinaryOperator<Tensor> operation) {}

  private static Operation one(String name, UnaryOperator<Tensor> operation) {
    return new Operation(name, (a, b) -> operation.apply(a));
  }

  private static List<Operation> operations() {
    return List.of(
        new Operation("add", Tensor::add),
        one("add number", a -> a.add(1.5)),
        new Operation("subtract", Tensor::subtract),
        one("subtract number", a -> a.subtract(0.25)),
        new Operation("multiply", Tensor::multiply),
        one("multiply number", a -> a.multiply(-3.7)),
        new Operation("divide", Tensor::divide),
        one("divide number", a -> a.divide(1.7)),
        new Operation("broadcast row", (a, b) -> a.multiply(b.slice(0, 1, 2))),
        new Operation("broadcast column", (a, b) -> a.divide(b.slice(1, 0, 1))),
        one("negate", Tensor::negate),
        one("square", Tensor::square),
        one("exp", Tensor::exp),
        one("log", Tensor::log),
        one("sqrt", Tensor::sqrt),
        one("maximum", a -> a.maximum(1)),
        new Operation("greaterThan", (a, b) -> b.multiply(a.greaterThan(1))),
        new Operation("sum", (a, b) -> a.sum().multiply(b)),
        new Operation("sum rows", (a, b) -> a.sum(-1, true).multiply(b)),
        new Operation("sum columns", (a, b) -> a.sum(0, false).multiply(b)),
        new Operation("mean", (a, b) -> a.mean().multiply(b)),
        new Operation("mean columns", (a, b) -> a.mean(0, true).multiply(b)),
        new Operation("max", (a, b) -> a.max(1, true).multiply(b)),
        one("softmax", a -> a.softmax(-1)),
        one("logSoftmax", a -> a.logSoftmax(0)),
        one("l2Normalize", a -> a.l2Normalize(1)),
        new Operation("matmul", Tensor::matmul),
        new Operation("matmul of transposes", (a, b) -> a.transpose().matmul(b.transpose())),
        new Operation("transpose", (a, b) -> a.transpose().multiply(b)),
        new Operation("diagonal", (a, b) -> a.diagonal().multiply(b)),
        new Operation("reshape", (a, b) -> a.reshape(Shape.of(2, 8)).reshape(MATRIX).multiply(b)),
        new Operation(
            "reshape of a transpose",
            (a, b) -> a.transpose().reshape(Shape.of(16)).reshape(MATRIX).multiply(b)),
        one("slice", a -> a.slice(1, 1, 3)),
        one("slice of a slice", a -> a.slice(1, 1, 4).slice(0, 2, 3)),
        new Operation("concat", (a, b) -> a.concat(0, List.of(b, a))),
        new Operation(
            "concat of slices",
            (a, b) -> a.slice(1, 0, 3).concat(1, List.of(b.transpose().slice(1, 1, 3)))),
        one("concat with none", a -> a.concat(0, List.of())),
        new Operation("stopGradient", (a, b) -> a.stopGradient().multiply(b)),
        new Operation("full", (a, b) -> a.multiply(b.full(Shape.of(4), 2.5))),
        one(
            "constant",
            a ->
                a.multiply(
                    a.constant(Shape.of(2, 2), new double[] {1, 2, 3, 4}).reshape(Shape.of(4)))),
        one("identity", a -> a.multiply(a.identity(4))));
  }

  @TestFactory
  final Stream<DynamicTest> operation_randomInput_equalsFloat64() {
    return operations().stream()
        .map(operation -> DynamicTest.dynamicTest(operation.name(), () -> check(operation)));
  }

  private void check(Operation operation) {
    double[] left = random(SEED);
    double[] right = random(SEED + 1);
    BinaryOperator<Tensor> loss = (a, b) -> weighted(operation.operation().apply(a, b));
    ArrayEngine engine = new ArrayEngine();
    Tensor a = engine.variable(DoubleArray.of(MATRIX, left));
    Tensor b = engine.variable(DoubleArray.of(MATRIX, right));
    Tensor expected = loss.apply(a, b);
    List<DoubleArray> gradients = engine.tape().gradients(expected, List.of(a, b));

    Evaluation found = evaluate(MATRIX, left, right, loss);
    String name = operation.name();
    assertThat(found.loss())
        .as("%s, seed %d", name, SEED)
        .isCloseTo(
            expected.item(), within(TOLERANCE * 16 * Math.max(1, Math.abs(expected.item()))));
    assertClose(name + " by a", found.left(), gradients.get(0).toArray());
    assertClose(name + " by b", found.right(), gradients.get(1).toArray());
  }

  @Test
  final void l2Normalize_zeroRow_hasZeroGradient() {
    Evaluation found =
        evaluate(
            Shape.of(2, 2),
            new double[] {0, 0, 3, 4},
            new double[4],
            (rows, ignored) -> rows.l2Normalize(1).sum());
    assertThat(found.loss()).isCloseTo(1.4, within(1e-6));
    // d(sum x/|x|)/dx = (1 - y * sum y) / |x| with y = (0.6, 0.8)
    assertThat(found.left())
        .containsExactly(
            new double[] {0, 0, (1 - 0.6 * 1.4) / 5, (1 - 0.8 * 1.4) / 5}, within(1e-6));
  }

  @Test
  final void softmax_largeNumbers_doesNotOverflow() {
    Evaluation found =
        evaluate(
            Shape.of(1, 2),
            new double[] {1000, 999},
            new double[2],
            (rows, ignored) -> rows.logSoftmax(1).slice(1, 1, 2).sum());
    // log(e^-1 / (1 + e^-1))
    assertThat(found.loss()).isCloseTo(-Math.log(1 + Math.E), within(1e-6));
  }

  @Test
  final void maximum_notANumber_staysSo() {
    Evaluation found =
        evaluate(
            Shape.of(1, 2),
            new double[] {Double.NaN, 1},
            new double[2],
            (rows, ignored) -> rows.maximum(0.5).sum());
    assertThat(found.loss()).isNaN();
  }

  /** A scalar that depends on each element differently, so that no gradient cancels out. */
  private static Tensor weighted(Tensor tensor) {
    double[] weights = new double[tensor.shape().elements()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 0.1 + 0.05 * i;
    }
    return tensor.multiply(tensor.constant(tensor.shape(), weights)).sum();
  }

  private static double[] random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.doubles(MATRIX.elements(), 0.5, 1.5).map(value -> (float) value).toArray();
  }

  private static void assertClose(String name, double[] found, double[] expected) {
    double largest = 1e-3;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(found).as("gradient of %s", name).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .as("gradient of %s at %d, seed %d", name, i, SEED)
          .isCloseTo(expected[i], within(TOLERANCE * 5 * largest));
    }
  }
}
