package dev.doppel.runtime.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import org.junit.jupiter.api.Test;

final class LossHistoryTest {

  private static final int MOST = 3;

  @Test
  void restore_moreThanCanBePending_isRefusedBeforeAnyIsOnTheDevice() {
    LossHistory history =
        new LossHistory(
            TensorMemory.garbageCollected(
                (shape, values) -> {
                  throw new AssertionError("a loss was taken to the device");
                }),
            MOST);
    double[] losses = new double[MOST + 1];
    Checkpoint checkpoint =
        new Checkpoint.Builder()
            .number("latest", 2)
            .array("pending", CheckpointArray.of(losses, losses.length))
            .build();

    assertThatThrownBy(() -> history.restore(checkpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the checkpoint has 4 losses that were not read, and there can be 3 at most");
    assertThat(history.latest()).isNaN();
  }
}
