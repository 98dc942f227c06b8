package dev.doppel.testkit;

import dev.doppel.spi.loss.Role;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each operation's gradient on the tape is its derivative. */
final class TensorGradientTest {

  private static final int ROWS = 4;
  private static final int COLUMNS = 3;

  /**
   * Functions of two tensors of shape [4, 3]. Each covers one operation, with broadcasting where
   * there is any, so that the first operand, the second and the axes all matter.
   */
  private static Map<String, BinaryOperator<Tensor>> functions() {
    Map<String, BinaryOperator<Tensor>> functions = new TreeMap<>();
    functions.put("add", Tensor::add);
    functions.put("add, broadcast", (x, y) -> x.add(y.slice(0, 1, 2)));
    functions.put("add, missing axis", (x, y) -> y.sum(0, false).add(x));
    functions.put("add number", (x, y) -> x.add(2.5).multiply(y));
    functions.put("subtract", Tensor::subtract);
    functions.put("subtract, broadcast", (x, y) -> x.slice(1, 0, 1).subtract(y));
    functions.put("subtract number", (x, y) -> x.subtract(2.5).multiply(y));
    functions.put("multiply", Tensor::multiply);
    functions.put(
        "multiply, broadcast both", (x, y) -> x.slice(1, 0, 1).multiply(y.slice(0, 0, 1)));
    functions.put("multiply by itself", (x, y) -> x.multiply(x).multiply(y));
    functions.put("multiply number", (x, y) -> x.multiply(-1.5).add(y));
    functions.put("divide", (x, y) -> x.divide(y.square().add(1)));
    functions.put("divide, broadcast", (x, y) -> x.divide(y.square().sum(1, true).add(1)));
    functions.put("divide number", (x, y) -> x.divide(4).add(y));
    functions.put("negate", (x, y) -> x.negate().add(y));
    functions.put("square", (x, y) -> x.square().add(y));
    functions.put("exp", (x, y) -> x.exp().multiply(y));
    functions.put("log", (x, y) -> x.square().add(0.5).log().multiply(y));
    functions.put("sqrt", (x, y) -> x.square().add(0.5).sqrt().multiply(y));
    functions.put("maximum", (x, y) -> x.maximum(0.3).multiply(y));
    functions.put("greaterThan", (x, y) -> x.greaterThan(0.3).multiply(y).add(x));
    functions.put("sum", (x, y) -> x.sum().multiply(y));
    functions.put("sum, axis 0", (x, y) -> x.sum(0, true).multiply(y));
    functions.put("sum, axis -1 dropped", (x, y) -> x.sum(-1, false).square().sum().multiply(y));
    functions.put("mean", (x, y) -> x.mean().multiply(y));
    functions.put("mean, axis 1", (x, y) -> x.mean(1, true).multiply(y));
    functions.put("max, axis 0", (x, y) -> x.max(0, true).multiply(y));
    functions.put("max, axis -1 dropped", (x, y) -> x.max(-1, false).square().sum().multiply(y));
    functions.put("softmax, axis 1", (x, y) -> x.multiply(3).softmax(1).multiply(y));
    functions.put("softmax, axis 0", (x, y) -> x.multiply(3).softmax(0).multiply(y));
    functions.put("logSoftmax, axis 1", (x, y) -> x.multiply(3).logSoftmax(1).multiply(y));
    functions.put("logSoftmax, axis 0", (x, y) -> x.multiply(3).logSoftmax(0).multiply(y));
    functions.put("l2Normalize, axis 1", (x, y) -> x.l2Normalize(1).multiply(y));
    functions.put("l2Normalize, axis 0", (x, y) -> x.l2Normalize(0).multiply(y));
    functions.put("matmul", (x, y) -> x.matmul(y.transpose()).matmul(y));
    functions.put("transpose", (x, y) -> x.transpose().matmul(y));
    functions.put("diagonal", (x, y) -> x.matmul(y.transpose()).diagonal());
    functions.put("reshape", (x, y) -> x.reshape(Shape.of(3, 4)).matmul(y));
    functions.put("slice", (x, y) -> x.slice(0, 1, 3).multiply(y.slice(0, 2, 4)));
    functions.put("slice, to the ends", (x, y) -> x.slice(1, 0, 3).multiply(y.slice(0, 0, 1)));
    functions.put("concat, axis 0", (x, y) -> x.concat(0, List.of(y, x)).square());
    functions.put("concat, axis 1", (x, y) -> x.concat(1, List.of(y)).square());
    functions.put("concat alone", (x, y) -> x.concat(0, List.of()).multiply(y));
    functions.put("identity", (x, y) -> x.identity(ROWS).matmul(x).multiply(y));
    functions.put("full", (x, y) -> x.full(Shape.of(1, COLUMNS), 2).multiply(x).add(y));
    return functions;
  }

  @TestFactory
  Stream<DynamicTest> gradients_ofEachOperation_matchFiniteDifferences() {
    return functions().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(entry.getKey(), () -> checkGradients(entry.getValue())));
  }

  private static void checkGradients(BinaryOperator<Tensor> function) {
    ArrayEmbeddings inputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, DoubleArray.gaussian(1, ROWS, COLUMNS))
            .with(Role.PREDICTION, 1, DoubleArray.gaussian(2, ROWS, COLUMNS));
    // Smooth functions of numbers around 1, and no kink near these inputs: the differences' own
    // error, h^4 with h = 3e-4, is far below the tolerance.
    FiniteDifferences.check(
        new ArrayEngine(),
        embeddings -> {
          Tensor result =
              function.apply(
                  embeddings.get(Role.PREDICTION, 0), embeddings.get(Role.PREDICTION, 1));
          return weighted(result);
        },
        inputs,
        true,
        1e-9);
  }

  /** A sum with another weight for each element, so that no two of them can be mixed up. */
  private static Tensor weighted(Tensor tensor) {
    double[] weights = new double[tensor.shape().elements()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.cos(1 + i);
    }
    return tensor.multiply(tensor.constant(tensor.shape(), weights)).sum();
  }
}
