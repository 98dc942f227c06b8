package dev.doppel.dl4j.transformer;

import dev.doppel.dl4j.layer.Elementwise;
import dev.doppel.dl4j.layer.MatrixMultiplication;
import dev.doppel.dl4j.layer.Memory;
import dev.doppel.dl4j.layer.Scratch;
import dev.doppel.runtime.network.VisionTransformer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Layer norm of rows (arXiv 1607.06450), with the variance's epsilon, which ND4J's own operation
 * lacks.
 *
 * <p>With {@code s = (x - mean) r}, {@code r = 1 / sqrt(variance + epsilon)}, the output {@code s
 * scale + shift} and its gradient {@code g}, the gradient by the input is {@code r (h - mean(h) - s
 * mean(h s))}, where {@code h = g scale}.
 */
final class LayerNorm {

  private final DataType type;
  private final INDArray columnOfOnes;
  private final MatrixMultiplication mean;
  private final MatrixMultiplication sum = new MatrixMultiplication(false, false, 1, 0);
  private final Elementwise elementwise = new Elementwise();

  LayerNorm(DataType type, int width) {
    this.type = type;
    this.columnOfOnes = Memory.lasting(type, 1, width, 1);
    this.mean = new MatrixMultiplication(false, false, 1.0 / width, 0);
  }

  /**
   * Rows less their mean, over their deviation.
   *
   * @param rows {@code [rows, width]}
   * @param reciprocal one over the deviation, {@code [rows, 1]}
   */
  record Standardised(INDArray rows, INDArray reciprocal) {}

  /** Writes the standardised rows. */
  void standardise(INDArray input, Standardised result) {
    INDArray rows = result.rows();
    INDArray reciprocal = result.reciprocal();
    try (Scratch scratch = new Scratch()) {
      mean.run(input, columnOfOnes, reciprocal);
      elementwise.subtract(input, reciprocal, rows);
      INDArray squares = scratch.array(type, rows.shape());
      elementwise.multiply(rows, rows, squares);
      mean.run(squares, columnOfOnes, reciprocal);
    }
    reciprocal.addi(VisionTransformer.EPSILON);
    Nd4j.getExecutioner().exec(new RSqrt(reciprocal, reciprocal));
    elementwise.multiply(rows, reciprocal, rows);
  }

  /** Writes the norm's output. */
  void apply(Standardised standardised, INDArray scale, INDArray shift, INDArray output) {
    elementwise.multiply(standardised.rows(), scale, output);
    elementwise.add(output, shift, output);
  }

  /**
   * Writes the gradients by scale and shift, of that by the output.
   *
   * @param ones {@code [1, rows]}
   */
  void parameterGradients(
      INDArray gradient, Standardised standardised, INDArray ones, INDArray scale, INDArray shift) {
    try (Scratch scratch = new Scratch()) {
      INDArray product = scratch.array(type, gradient.shape());
      elementwise.multiply(gradient, standardised.rows(), product);
      sum.run(ones, product, TokenLayer.row(scale));
      sum.run(ones, gradient, TokenLayer.row(shift));
    }
  }

  /**
   * Turns the gradient by the output into that by the input.
   *
   * @param gradient the gradient; overwritten
   */
  void inputGradient(INDArray gradient, Standardised standardised, INDArray scale) {
    elementwise.multiply(gradient, scale, gradient);
    try (Scratch scratch = new Scratch()) {
      INDArray product = scratch.array(type, gradient.shape());
      INDArray means = scratch.array(type, gradient.size(0), 1);
      elementwise.multiply(gradient, standardised.rows(), product);
      mean.run(product, columnOfOnes, means);
      elementwise.multiply(standardised.rows(), means, product);
      mean.run(gradient, columnOfOnes, means);
      elementwise.subtract(gradient, means, gradient);
      elementwise.subtract(gradient, product, gradient);
    }
    elementwise.multiply(gradient, standardised.reciprocal(), gradient);
  }
}
