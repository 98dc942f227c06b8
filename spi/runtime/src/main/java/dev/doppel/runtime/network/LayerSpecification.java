package dev.doppel.runtime.network;

/** One layer of a projector or predictor. */
public sealed interface LayerSpecification {

  /**
   * A fully connected layer.
   *
   * @param units the width of its output, at least 1
   * @param bias whether it adds a bias
   */
  record Linear(int units, boolean bias) implements LayerSpecification {
    @Override
    public String toString() {
      return "linear(" + units + (bias ? ")" : ", bias=false)");
    }
  }

  /**
   * A batch normalisation over the batch, with epsilon 1e-5.
   *
   * @param affine whether it learns a scale and a shift
   */
  record BatchNorm(boolean affine) implements LayerSpecification {
    @Override
    public String toString() {
      return affine ? "bn" : "bn(affine=false)";
    }
  }

  /** The positive part of each element. */
  record Relu() implements LayerSpecification {
    @Override
    public String toString() {
      return "relu";
    }
  }
}
