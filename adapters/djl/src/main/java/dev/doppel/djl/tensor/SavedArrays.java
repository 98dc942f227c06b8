package dev.doppel.djl.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import java.util.Arrays;

/** Arrays on their way to a checkpoint and back, without losing a bit. */
public final class SavedArrays {

  /** Writes through to the array's own storage, which others may share. */
  private static final NDIndex EVERYTHING = new NDIndex("...");

  private SavedArrays() {}

  /**
   * Copies an array to the host.
   *
   * @param array the array; stays open
   * @return its values
   */
  public static CheckpointArray save(NDArray array) {
    long[] shape = array.getShape().getShape();
    // Detached: the copy is not to be a part of any graph.
    try (NDArray detached = array.stopGradient()) {
      if (array.getDataType() == DataType.FLOAT64) {
        return CheckpointArray.of(detached.toDoubleArray(), shape);
      }
      try (NDArray floats = detached.toType(DataType.FLOAT32, true)) {
        return CheckpointArray.of(floats.toFloatArray(), shape);
      }
    }
  }

  /**
   * Overwrites an array's values by saved ones.
   *
   * @param saved the values
   * @param array the array; keeps its storage, its type and its device
   * @throws IllegalArgumentException if the shapes differ
   */
  public static void restore(CheckpointArray saved, NDArray array) {
    if (!Arrays.equals(saved.shape(), array.getShape().getShape())) {
      throw new IllegalArgumentException(
          "an array of shape %s cannot take values of shape %s"
              .formatted(array.getShape(), Arrays.toString(saved.shape())));
    }
    try (NDManager scope = array.getManager().newSubManager()) {
      NDArray detached = array.stopGradient();
      detached.attach(scope);
      NDArray values =
          array.getDataType() == DataType.FLOAT64
              ? scope.create(saved.doubles(), array.getShape())
              : scope.create(saved.floats(), array.getShape());
      detached.set(EVERYTHING, values.toType(array.getDataType(), false));
    }
  }
}
