package dev.doppel.dl4j.parameter;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Running variances that DL4J keeps as decimal logarithms of standard deviations. */
public final class Logarithms {

  private static final double TEN = Math.log(10);

  private Logarithms() {}

  /**
   * The variances of logarithms.
   *
   * @param logarithms the decimal logarithms of standard deviations; not changed
   * @return the variances, in a new array
   */
  public static INDArray variance(INDArray logarithms) {
    return Transforms.exp(logarithms.mul(2 * TEN), false);
  }

  /**
   * Keeps variances as logarithms.
   *
   * @param logarithms where the decimal logarithms of standard deviations go
   * @param variance the variances; not changed
   */
  public static void assignVariance(INDArray logarithms, INDArray variance) {
    INDArray result = Transforms.log(variance, true);
    logarithms.assign(result.muli(0.5 / TEN));
    if (result.closeable()) {
      result.close();
    }
  }

  /**
   * The step from one variance to another, in logarithms, to be subtracted.
   *
   * @param before the variances now; used up
   * @param after the variances after the step; not changed
   * @return the step, in the memory of {@code before}
   */
  public static INDArray step(INDArray before, INDArray after) {
    return Transforms.log(before.divi(after), false).muli(0.5 / TEN);
  }
}
