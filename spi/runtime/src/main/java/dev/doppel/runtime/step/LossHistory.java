package dev.doppel.runtime.step;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Losses that were computed and those that were read. Losses stay on the device until a block of
 * them is read in one copy, so that the device need not be waited for at each step.
 */
final class LossHistory {

  private static final Shape ONE = Shape.of(1);

  private final TensorMemory memory;
  private final int most;
  private final List<Tensor> pending = new ArrayList<>();
  private double latest = Double.NaN;

  /** With losses read in blocks of so many at most. */
  LossHistory(TensorMemory memory, int most) {
    this.memory = memory;
    this.most = most;
  }

  void add(Tensor loss) {
    pending.add(memory.retain(loss));
  }

  int pendingCount() {
    return pending.size();
  }

  /** Writes the losses that were not read yet; they stay so. */
  void save(Checkpoint.Builder checkpoint) {
    checkpoint.number("latest", latest);
    double[] values = new double[pending.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = pending.get(i).item();
    }
    checkpoint.array("pending", CheckpointArray.of(values, values.length));
  }

  void restore(Checkpoint checkpoint) {
    CheckpointArray unread = checkpoint.array("pending");
    // Each is an array of its own on the device.
    if (unread.length() > most) {
      throw new IllegalArgumentException(
          "the checkpoint has %,d losses that were not read, and there can be %,d at most"
              .formatted(unread.length(), most));
    }
    latest = checkpoint.number("latest");
    pending.forEach(memory::release);
    pending.clear();
    for (double loss : unread.doubles()) {
      pending.add(memory.restore(Shape.scalar(), new double[] {loss}));
    }
  }

  double latest() {
    return latest;
  }

  double[] readPending() {
    if (pending.isEmpty()) {
      return new double[0];
    }
    List<Tensor> rows = pending.stream().map(loss -> loss.reshape(ONE)).toList();
    Tensor block = rows.get(0).concat(0, rows.subList(1, rows.size()));
    double[] values = block.toArray();
    rows.forEach(memory::release);
    memory.release(block);
    pending.forEach(memory::release);
    pending.clear();
    latest = values[values.length - 1];
    return values;
  }
}
