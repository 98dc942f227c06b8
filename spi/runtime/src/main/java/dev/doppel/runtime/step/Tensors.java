package dev.doppel.runtime.step;

import dev.doppel.runtime.checkpoint.CheckpointArray;
import dev.doppel.runtime.metric.FeatureMatrix;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.Arrays;

/** Tensors on their way to a checkpoint and back, or to figures. */
final class Tensors {

  private Tensors() {}

  static CheckpointArray toArray(Tensor tensor) {
    long[] shape = Arrays.stream(tensor.shape().toArray()).asLongStream().toArray();
    return CheckpointArray.of(tensor.toArray(), shape);
  }

  static Tensor restore(CheckpointArray array, TensorMemory memory) {
    int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
    return memory.restore(shape.length == 0 ? Shape.scalar() : Shape.of(shape), array.doubles());
  }

  /** Outputs {@code [batch, width]} as features. */
  static FeatureMatrix toMatrix(Tensor output) {
    return new FeatureMatrix(output.size(0), output.size(1), output.toArray());
  }
}
