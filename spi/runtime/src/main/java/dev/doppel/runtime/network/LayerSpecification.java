package dev.doppel.runtime.network;

/** One layer of a projector or predictor. */
public sealed interface LayerSpecification {

  /**
   * A fully connected layer.
   *
   * @param units the width of its output, at least 1
   * @param bias whether it adds a bias
   * @param deviation the standard deviation of its initial weights, which are normal with mean 0; 0
   *     for the usual ones, uniform within {@code 1 / sqrt(inputs)}
   */
  record Linear(int units, boolean bias, double deviation) implements LayerSpecification {

    /**
     * A layer with the usual initial weights.
     *
     * @param units the width of its output, at least 1
     * @param bias whether it adds a bias
     */
    public Linear(int units, boolean bias) {
      this(units, bias, 0);
    }

    @Override
    public String toString() {
      return "linear(%d%s%s)"
          .formatted(units, bias ? "" : ", bias=false", deviation > 0 ? ", std=" + deviation : "");
    }
  }

  /**
   * A fully connected layer without bias whose rows of weights count by their direction alone:
   * {@code y = x * (v / |v|)}. It is weight normalisation (arXiv 1602.07868) with gains that stay
   * 1, DINO's last layer.
   *
   * @param units the width of its output, at least 1
   */
  record WeightNormLinear(int units) implements LayerSpecification {
    @Override
    public String toString() {
      return "weight-norm-linear(" + units + ")";
    }
  }

  /**
   * A fully connected layer without bias whose rows of weights are standardised: their mean is
   * subtracted and the result divided by their standard deviation (arXiv 1903.10520, equation 2),
   * in each pass and with gradients through both. Made for a group normalisation to follow.
   *
   * @param units the width of its output, at least 1
   */
  record WeightStandardizedLinear(int units) implements LayerSpecification {
    @Override
    public String toString() {
      return "weight-standardized-linear(" + units + ")";
    }
  }

  /**
   * A fully connected layer without bias whose rows of weights are brought to unit length before
   * each step's forward passes, outside of any gradient: SwAV's prototypes.
   *
   * @param units the number of prototypes, at least 1
   */
  record Prototypes(int units) implements LayerSpecification {
    @Override
    public String toString() {
      return "prototypes(" + units + ")";
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

  /**
   * A normalisation over groups of a sample's columns, with a learned scale and shift a column and
   * epsilon 1e-5 (arXiv 1803.08494). No sample sees another.
   *
   * @param groups the groups, which divide the columns; at least 1
   */
  record GroupNorm(int groups) implements LayerSpecification {
    @Override
    public String toString() {
      return "gn(" + groups + ")";
    }
  }

  /** The positive part of each element. */
  record Relu() implements LayerSpecification {
    @Override
    public String toString() {
      return "relu";
    }
  }

  /** The Gaussian error linear unit, {@code x * (1 + erf(x / sqrt(2))) / 2} (arXiv 1606.08415). */
  record Gelu() implements LayerSpecification {
    @Override
    public String toString() {
      return "gelu";
    }
  }

  /** Each row over its Euclidean norm, or over 1e-12 where that is larger. */
  record L2Normalize() implements LayerSpecification {
    @Override
    public String toString() {
      return "l2-normalize";
    }
  }

  /**
   * The width of the layer's output.
   *
   * @param inputs the width of its input
   * @return its units, or the input's width for layers that keep it
   */
  default int outputWidth(int inputs) {
    if (this instanceof Linear linear) {
      return linear.units();
    }
    if (this instanceof WeightNormLinear linear) {
      return linear.units();
    }
    if (this instanceof WeightStandardizedLinear linear) {
      return linear.units();
    }
    return this instanceof Prototypes prototypes ? prototypes.units() : inputs;
  }
}
