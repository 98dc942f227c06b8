package dev.doppel.dl4j.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A product of matrices, {@code factor * left right + keep * result}, to be used over and over. */
final class MatrixMultiplication {

  private final NativeOperation operation;

  /**
   * Prepares products.
   *
   * @param factor the factor of the product
   * @param keep the factor of what is in the result already
   */
  MatrixMultiplication(boolean transposeLeft, boolean transposeRight, double factor, double keep) {
    this.operation =
        new NativeOperation(
            "matmul",
            new double[] {factor, keep},
            transposeLeft ? 1 : 0,
            transposeRight ? 1 : 0,
            0);
  }

  /** Writes the product; a result in Fortran order needs no copy. */
  void run(INDArray left, INDArray right, INDArray result) {
    operation.run(List.of(left, right), List.of(result));
  }
}
