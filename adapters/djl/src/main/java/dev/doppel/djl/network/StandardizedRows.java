package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import dev.doppel.runtime.network.Normalization;

/** Rows with mean 0 and standard deviation 1, in the engine's one operation for it. */
final class StandardizedRows {

  private StandardizedRows() {}

  /** Of a matrix; the variance is that of the row itself, not an estimate. */
  static NDArray of(NDArray matrix) {
    Shape row = new Shape(matrix.getShape().get(1));
    return LayerNorm.layerNorm(
            matrix,
            row,
            matrix.getManager().ones(row, matrix.getDataType()),
            matrix.getManager().zeros(row, matrix.getDataType()),
            (float) Normalization.EPSILON)
        .singletonOrThrow();
  }
}
