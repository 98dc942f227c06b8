package dev.doppel.djl.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.doppel.spi.step.RowReplacement;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DjlTensorMemoryTest {

  private NDManager manager;
  private DjlTensorMemory memory;

  @BeforeEach
  void openManager() {
    manager = NDManager.newBaseManager("PyTorch");
    memory = new DjlTensorMemory(manager);
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void replaceRows_severalTimes_writesInPlaceAndInOrder() {
    Tensor retained = memory.retain(rows(1, 2, 3, 4));
    NDArray alias = DjlTensor.array(memory.borrow(retained, retained));

    Tensor written =
        memory.replaceRows(
            retained,
            List.of(new RowReplacement(2, rows(5, 6)), new RowReplacement(0, rows(7, 8, 9))));

    assertThat(written.toArray()).containsExactly(7, 8, 9, 6);
    // The same storage, so nothing was copied but the rows.
    assertThat(alias.toFloatArray()).containsExactly(7, 8, 9, 6);
  }

  @Test
  void replaceRows_ofAnArrayWithGradient_takesItsValues() {
    Tensor retained = memory.retain(rows(1, 2));
    Tensor rows = rows(5);
    DjlTensor.array(rows).setRequiresGradient(true);

    try (GradientCollector recording = Engine.getInstance().newGradientCollector()) {
      Tensor computed = rows.multiply(2);
      Tensor written = memory.replaceRows(retained, List.of(new RowReplacement(1, computed)));

      assertThat(memory.hasGradient(computed)).isTrue();
      assertThat(written.toArray()).containsExactly(1, 10);
      assertThat(memory.hasGradient(written)).isFalse();
      recording.backward(DjlTensor.array(computed));
    }
  }

  @Test
  void hasGradient_isThatOfWhatATensorWasMadeOf() {
    Tensor given = rows(1, 2);
    DjlTensor.array(given).setRequiresGradient(true);
    try (GradientCollector recording = Engine.getInstance().newGradientCollector()) {
      Tensor computed = given.multiply(2);
      Tensor stopped = computed.stopGradient();

      assertThat(memory.hasGradient(given)).isTrue();
      assertThat(memory.hasGradient(computed)).isTrue();
      assertThat(memory.hasGradient(stopped.add(given))).isTrue();
      assertThat(memory.hasGradient(stopped)).isFalse();
      assertThat(memory.hasGradient(stopped.softmax(0).slice(0, 0, 1))).isFalse();
      // To ask changes nothing.
      recording.backward(DjlTensor.array(computed.sum()));
    }
    assertThat(DjlTensor.array(given).getGradient().toFloatArray()).containsExactly(2, 2);
  }

  private Tensor rows(float... values) {
    return DjlTensor.of(manager.create(values, new Shape(values.length, 1)));
  }
}
