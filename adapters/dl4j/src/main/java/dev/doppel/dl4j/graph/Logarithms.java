package dev.doppel.dl4j.graph;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Running variances that DL4J keeps as decimal logarithms of standard deviations. */
final class Logarithms {

  private static final double TEN = Math.log(10);

  private Logarithms() {}

  /** The variances, in a new array. */
  static INDArray variance(INDArray logarithms) {
    return Transforms.exp(logarithms.mul(2 * TEN), false);
  }

  /** Keeps variances as logarithms. */
  static void assignVariance(INDArray logarithms, INDArray variance) {
    try (INDArray result = Transforms.log(variance, true)) {
      logarithms.assign(result.muli(0.5 / TEN));
    }
  }
}
