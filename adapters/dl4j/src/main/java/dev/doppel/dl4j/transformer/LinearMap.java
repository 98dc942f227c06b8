package dev.doppel.dl4j.transformer;

import dev.doppel.dl4j.layer.MatrixMultiplication;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear map of rows, {@code x W' + k b} with a factor, and with {@code k} a number a row that is
 * 1 most of the time.
 *
 * <p>BLAS writes column by column. So these write the transposed results, whose order of elements
 * is the usual one then, and nothing is copied.
 */
final class LinearMap {

  private final MatrixMultiplication bias;
  private final MatrixMultiplication product;
  private final MatrixMultiplication inputGradient;
  private final MatrixMultiplication weightGradient;
  private final MatrixMultiplication biasGradient;

  private LinearMap(double factor, double biasFactor, boolean adds) {
    this.bias = new MatrixMultiplication(true, false, biasFactor, adds ? 1 : 0);
    this.product = new MatrixMultiplication(false, true, factor, 1);
    this.inputGradient = new MatrixMultiplication(true, true, factor, 0);
    this.weightGradient = new MatrixMultiplication(true, false, factor, 0);
    this.biasGradient = new MatrixMultiplication(false, false, biasFactor, 0);
  }

  /** One that writes {@code factor (x W' + k b)}. */
  static LinearMap writing(double factor) {
    return new LinearMap(factor, factor, false);
  }

  /** One that adds {@code factor x W' + k b} to what is there. */
  static LinearMap adding(double factor) {
    return new LinearMap(factor, 1, true);
  }

  /**
   * Runs forwards.
   *
   * @param input {@code [rows, in]}
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}
   * @param biasFactors {@code [1, rows]}
   * @param output {@code [rows, out]}
   */
  void forward(
      INDArray input, INDArray weight, INDArray bias, INDArray biasFactors, INDArray output) {
    INDArray transposed = output.transpose();
    this.bias.run(TokenLayer.row(bias), biasFactors, transposed);
    product.run(weight, input, transposed);
  }

  /** Writes the gradient by the input, {@code [rows, in]}, of that by the output. */
  void inputGradient(INDArray gradient, INDArray weight, INDArray result) {
    inputGradient.run(weight, gradient, result.transpose());
  }

  /** Writes the gradients by weight and bias, of that by the output. */
  void parameterGradients(
      INDArray gradient, INDArray input, INDArray ones, INDArray weight, INDArray bias) {
    weightGradient.run(input, gradient, weight.transpose());
    biasGradient.run(ones, gradient, TokenLayer.row(bias));
  }
}
