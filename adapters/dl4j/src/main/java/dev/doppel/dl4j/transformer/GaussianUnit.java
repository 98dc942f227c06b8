package dev.doppel.dl4j.transformer;

import dev.doppel.dl4j.layer.Elementwise;
import dev.doppel.dl4j.layer.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gaussian error linear units, {@code x Phi(x)} (arXiv 1606.08415), by the error function; ND4J's
 * own are approximations.
 *
 * <p>The linear maps before and after do the scaling. With {@code u = x / sqrt(2)} the unit is
 * {@code u (1 + erf(u)) / sqrt(2)}, so each of both has the factor {@value #FACTOR}, and in between
 * is {@code u (1 + erf(u))}, whose derivative is {@code 1 + erf(u) + u exp(-u^2) 2 / sqrt(pi)}.
 */
final class GaussianUnit {

  /** The factor of the linear map on each side, {@code 1 / sqrt(2)}. */
  static final double FACTOR = 0.7071067811865476;

  private static final double DENSITY = 2 / Math.sqrt(Math.PI);

  private final Elementwise elementwise = new Elementwise();

  /** Writes {@code 1 + erf(u)}, which the other steps need. */
  void gate(INDArray input, INDArray gate) {
    Nd4j.getExecutioner().exec(new Erf(input, gate));
    gate.addi(1);
  }

  /** Writes the output. */
  void apply(INDArray input, INDArray gate, INDArray output) {
    elementwise.multiply(input, gate, output);
  }

  /**
   * Turns the gradient by the output into that by the input.
   *
   * @param gradient the gradient; overwritten
   */
  void backward(INDArray input, INDArray gate, INDArray gradient) {
    try (Scratch scratch = new Scratch()) {
      INDArray derivative = scratch.array(input.dataType(), input.shape());
      elementwise.multiply(input, input, derivative);
      Nd4j.getExecutioner().exec(new Exp(derivative, derivative));
      // Over infinity it is 0, as it should be.
      elementwise.divide(input, derivative, derivative);
      derivative.muli(DENSITY);
      elementwise.add(derivative, gate, derivative);
      elementwise.multiply(gradient, derivative, gradient);
    }
  }
}
