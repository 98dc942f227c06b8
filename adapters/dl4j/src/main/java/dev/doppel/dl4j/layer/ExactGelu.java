package dev.doppel.dl4j.layer;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The Gaussian error linear unit, {@code x * (1 + erf(x / sqrt(2))) / 2} (arXiv 1606.08415). ND4J's
 * own are approximations, by a logistic function or by a hyperbolic tangent, and the gradient of
 * the latter is not that of its value.
 */
public final class ExactGelu extends BaseActivationFunction {

  private static final long serialVersionUID = 1;

  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    try (Scratch scratch = new Scratch()) {
      in.muli(probability(in, scratch));
      return in;
    }
  }

  /** The chance that a standard normal number is below each element. */
  private static INDArray probability(INDArray in, Scratch scratch) {
    INDArray probability = scratch.keep(in.mul(ROOT_HALF));
    Nd4j.getExecutioner().exec(new Erf(probability, probability));
    return probability.addi(1).muli(0.5);
  }

  /** By the chance and the density: {@code Phi(x) + x phi(x)}. */
  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    assertShape(in, epsilon);
    try (Scratch scratch = new Scratch()) {
      INDArray density = scratch.keep(in.mul(in));
      density.muli(-0.5);
      Nd4j.getExecutioner().exec(new Exp(density, density));
      density.muli(in).muli(DENSITY).addi(probability(in, scratch));
      in.assign(density.muli(epsilon));
      return new Pair<>(in, null);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactGelu;
  }

  @Override
  public int hashCode() {
    return ExactGelu.class.hashCode();
  }

  @Override
  public String toString() {
    return "gelu";
  }
}
