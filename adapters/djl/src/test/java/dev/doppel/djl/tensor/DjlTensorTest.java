package dev.doppel.djl.tensor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.testkit.TensorContract;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DjlTensorTest extends TensorContract {

  private NDManager manager;

  @BeforeEach
  void openManager() {
    manager = NDManager.newBaseManager("PyTorch");
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Override
  protected Evaluation evaluate(
      Shape shape, double[] left, double[] right, BinaryOperator<Tensor> loss) {
    // A test factory's tests run after its own clean-up.
    try (NDManager scope = NDManager.newBaseManager("PyTorch")) {
      NDArray a = array(scope, shape, left);
      NDArray b = array(scope, shape, right);
      double found;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        Tensor scalar = loss.apply(DjlTensor.of(a), DjlTensor.of(b));
        collector.backward(DjlTensor.array(scalar));
        found = scalar.item();
      }
      return new Evaluation(
          found, DjlTensor.of(a.getGradient()).toArray(), DjlTensor.of(b.getGradient()).toArray());
    }
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

  private static NDArray array(NDManager manager, Shape shape, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    NDArray array =
        manager.create(floats, new ai.djl.ndarray.types.Shape(shape.size(0), shape.size(1)));
    array.setRequiresGradient(true);
    return array;
  }
}
