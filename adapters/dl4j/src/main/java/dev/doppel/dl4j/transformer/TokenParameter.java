package dev.doppel.dl4j.transformer;

import dev.doppel.spi.target.ParameterRole;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One parameter of a layer of tokens, in PyTorch's layout.
 *
 * @param key its name in the layer
 * @param role what it is
 * @param start its initial values
 * @param shape its shape, {@code [out, in]} of a matrix
 */
record TokenParameter(String key, ParameterRole role, Start start, long... shape) {

  /** Writes initial values. */
  @FunctionalInterface
  interface Start {

    /** Fills a parameter. */
    void fill(INDArray parameter);

    static Start constant(double number) {
      return parameter -> parameter.assign(number);
    }

    static Start normal(double deviation) {
      return parameter -> {
        try (INDArray drawn = Nd4j.randn(parameter.dataType(), parameter.shape())) {
          parameter.assign(drawn.muli(deviation));
        }
      };
    }

    /** Uniform within {@code sqrt(6 / (in + out))} (Glorot and Bengio 2010). */
    static Start glorot(long in, long out) {
      double bound = Math.sqrt(6.0 / (in + out));
      return parameter -> {
        try (INDArray drawn = Nd4j.rand(parameter.dataType(), parameter.shape())) {
          parameter.assign(drawn.muli(2 * bound).subi(bound));
        }
      };
    }
  }

  /** A matrix and a bias. */
  static TokenParameter[] linear(String name, long in, long out) {
    return new TokenParameter[] {
      new TokenParameter(name + ".weight", ParameterRole.WEIGHT, Start.glorot(in, out), out, in),
      new TokenParameter(name + ".bias", ParameterRole.BIAS, Start.constant(0), out)
    };
  }

  /** The scale and the shift of a layer norm; the prefix ends in a dot unless it is empty. */
  static TokenParameter[] norm(String prefix, long width) {
    return new TokenParameter[] {
      new TokenParameter(prefix + "scale", ParameterRole.NORMALISATION, Start.constant(1), width),
      new TokenParameter(prefix + "shift", ParameterRole.NORMALISATION, Start.constant(0), width)
    };
  }

  long count() {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    return count;
  }
}
