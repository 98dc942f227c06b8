package dev.doppel.djl.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.testkit.ArrayEngine;
import dev.doppel.testkit.DoubleArray;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds each operation, its value and its gradient, to the test kit's float64 engine. */
final class DjlTensorTest {

  private static final long SEED = 11;
  private static final Shape MATRIX = Shape.of(4, 4);

  /** Single operations on numbers near 1: some ten float32 roundings of 6e-8. */
  private static final double TOLERANCE = 2e-6;

  private NDManager manager;

  @BeforeEach
  void openManager() {
    manager = NDManager.newBaseManager("PyTorch");
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  static List<Arguments> operations() {
    return List.of(
        operation("add", (a, b) -> a.add(b)),
        operation("add number", (a, b) -> a.add(1.5)),
        operation("subtract", (a, b) -> a.subtract(b)),
        operation("subtract number", (a, b) -> a.subtract(0.25)),
        operation("multiply", (a, b) -> a.multiply(b)),
        operation("multiply number", (a, b) -> a.multiply(-3.7)),
        operation("divide", (a, b) -> a.divide(b)),
        operation("divide number", (a, b) -> a.divide(1.7)),
        operation("broadcast row", (a, b) -> a.multiply(b.slice(0, 1, 2))),
        operation("broadcast column", (a, b) -> a.divide(b.slice(1, 0, 1))),
        operation("negate", (a, b) -> a.negate()),
        operation("square", (a, b) -> a.square()),
        operation("exp", (a, b) -> a.exp()),
        operation("log", (a, b) -> a.log()),
        operation("sqrt", (a, b) -> a.sqrt()),
        operation("maximum", (a, b) -> a.maximum(1)),
        operation("greaterThan", (a, b) -> b.multiply(a.greaterThan(1))),
        operation("sum", (a, b) -> a.sum().multiply(b)),
        operation("sum rows", (a, b) -> a.sum(-1, true).multiply(b)),
        operation("sum columns", (a, b) -> a.sum(0, false).multiply(b)),
        operation("mean", (a, b) -> a.mean().multiply(b)),
        operation("mean columns", (a, b) -> a.mean(0, true).multiply(b)),
        operation("max", (a, b) -> a.max(1, true).multiply(b)),
        operation("softmax", (a, b) -> a.softmax(-1)),
        operation("logSoftmax", (a, b) -> a.logSoftmax(0)),
        operation("l2Normalize", (a, b) -> a.l2Normalize(1)),
        operation("matmul", (a, b) -> a.matmul(b)),
        operation("transpose", (a, b) -> a.transpose().multiply(b)),
        operation("diagonal", (a, b) -> a.diagonal().multiply(b)),
        operation("reshape", (a, b) -> a.reshape(Shape.of(2, 8)).reshape(MATRIX).multiply(b)),
        operation("slice", (a, b) -> a.slice(1, 1, 3)),
        operation("concat", (a, b) -> a.concat(0, List.of(b, a))),
        operation("concat with none", (a, b) -> a.concat(0, List.of())),
        operation("stopGradient", (a, b) -> a.stopGradient().multiply(b)),
        operation("full", (a, b) -> a.multiply(b.full(Shape.of(4), 2.5))),
        operation(
            "constant",
            (a, b) ->
                a.multiply(
                    b.constant(Shape.of(2, 2), new double[] {1, 2, 3, 4}).reshape(Shape.of(4)))),
        operation("identity", (a, b) -> a.multiply(b.identity(4))));
  }

  private static Arguments operation(String name, BinaryOperator<Tensor> operation) {
    return Arguments.of(name, operation);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void operation_randomInput_equalsFloat64(String name, BinaryOperator<Tensor> operation) {
    double[] left = random(SEED);
    double[] right = random(SEED + 1);
    ArrayEngine engine = new ArrayEngine();
    Tensor a = engine.variable(DoubleArray.of(MATRIX, left));
    Tensor b = engine.variable(DoubleArray.of(MATRIX, right));
    Tensor expected = weighted(operation.apply(a, b));
    List<DoubleArray> gradients = engine.tape().gradients(expected, List.of(a, b));

    NDArray djlA = array(left);
    NDArray djlB = array(right);
    double found;
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      Tensor loss = weighted(operation.apply(DjlTensor.of(djlA), DjlTensor.of(djlB)));
      collector.backward(DjlTensor.array(loss));
      found = loss.item();
    }
    assertThat(found)
        .as("%s, seed %d", name, SEED)
        .isCloseTo(
            expected.item(), within(TOLERANCE * 16 * Math.max(1, Math.abs(expected.item()))));
    assertClose(name + " of a", djlA.getGradient(), gradients.get(0).toArray());
    assertClose(name + " of b", djlB.getGradient(), gradients.get(1).toArray());
  }

  @Test
  void l2Normalize_zeroRow_hasZeroGradient() {
    NDArray rows = manager.create(new float[] {0, 0, 3, 4}, new ai.djl.ndarray.types.Shape(2, 2));
    rows.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      Tensor directions = DjlTensor.of(rows).l2Normalize(1);
      assertThat(directions.toArray()).containsExactly(new double[] {0, 0, 0.6, 0.8}, within(1e-7));
      collector.backward(DjlTensor.array(directions.sum()));
    }
    float[] gradient = rows.getGradient().toFloatArray();
    assertThat(gradient[0]).isZero();
    assertThat(gradient[1]).isZero();
    // d(sum x/|x|)/dx = (1 - y * sum y) / |x| with y = (0.6, 0.8)
    assertThat(gradient[2]).isCloseTo((1 - 0.6f * 1.4f) / 5, within(1e-6f));
  }

  @Test
  void shapes_thatDoNotFit_areNamed() {
    Tensor a = DjlTensor.of(manager.zeros(new ai.djl.ndarray.types.Shape(2, 3)));
    Tensor b = DjlTensor.of(manager.zeros(new ai.djl.ndarray.types.Shape(2, 4)));
    assertThatThrownBy(() -> a.add(b))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot add shapes [2, 3] and [2, 4]");
    assertThatThrownBy(() -> a.matmul(b))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot multiply matrices [2, 3] and [2, 4]");
    assertThatThrownBy(() -> a.slice(1, 2, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no part 2 to 5 of axis 1 in shape [2, 3]");
    assertThatThrownBy(() -> a.reshape(Shape.of(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot reshape [2, 3] to [4]");
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

  private NDArray array(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    NDArray array = manager.create(floats, new ai.djl.ndarray.types.Shape(4, 4));
    array.setRequiresGradient(true);
    return array;
  }

  private static void assertClose(String name, NDArray found, double[] expected) {
    double largest = 1e-3;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    float[] floats = found.toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) floats[i])
          .as("gradient of %s at %d, seed %d", name, i, SEED)
          .isCloseTo(expected[i], within(TOLERANCE * 5 * largest));
    }
  }
}
