package dev.doppel.dl4j.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A product of matrices, {@code factor * left right + keep * result}, to be used over and over. */
public final class MatrixMultiplication {

  private final NativeOperation operation;

  /**
   * Prepares products.
   *
   * @param transposeLeft whether the left matrix is transposed, of each pair of the last two axes
   * @param transposeRight whether the right one is
   * @param factor the factor of the product
   * @param keep the factor of what is in the result already
   */
  public MatrixMultiplication(
      boolean transposeLeft, boolean transposeRight, double factor, double keep) {
    this.operation =
        new NativeOperation(
            "matmul",
            new double[] {factor, keep},
            transposeLeft ? 1 : 0,
            transposeRight ? 1 : 0,
            0);
  }

  /**
   * Writes the product; a result in Fortran order needs no copy.
   *
   * @param left the left matrix, or one for each index of the axes before the last two
   * @param right the right one, of the same rank
   * @param result where the product goes, of the same rank
   */
  public void run(INDArray left, INDArray right, INDArray result) {
    operation.run(List.of(left, right), List.of(result));
  }
}
