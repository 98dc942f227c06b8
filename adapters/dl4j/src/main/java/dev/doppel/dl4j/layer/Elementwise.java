package dev.doppel.dl4j.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Operations on two arrays element by element, for a layer, to be used over and over. The right one
 * may have fewer axes, or axes of length 1, along which it is repeated.
 */
public final class Elementwise {

  private final NativeOperation product = new NativeOperation("multiply", new double[0]);
  private final NativeOperation sum = new NativeOperation("add", new double[0]);
  private final NativeOperation difference = new NativeOperation("subtract", new double[0]);
  private final NativeOperation quotient = new NativeOperation("divide", new double[0]);

  /** Prepares the operations. */
  public Elementwise() {
    // Each is prepared where it is declared.
  }

  /**
   * Writes the product.
   *
   * @param left the left factor
   * @param right the right factor
   * @param result where it goes; may be an operand of the same shape
   */
  public void multiply(INDArray left, INDArray right, INDArray result) {
    product.run(List.of(left, right), List.of(result));
  }

  /**
   * Writes the sum.
   *
   * @param left the left summand
   * @param right the right summand
   * @param result where it goes; may be an operand of the same shape
   */
  public void add(INDArray left, INDArray right, INDArray result) {
    sum.run(List.of(left, right), List.of(result));
  }

  /**
   * Writes the difference.
   *
   * @param left what is subtracted from
   * @param right what is subtracted
   * @param result where it goes; may be an operand of the same shape
   */
  public void subtract(INDArray left, INDArray right, INDArray result) {
    difference.run(List.of(left, right), List.of(result));
  }

  /**
   * Writes the quotient.
   *
   * @param left the dividend
   * @param right the divisor
   * @param result where it goes; may be an operand of the same shape
   */
  public void divide(INDArray left, INDArray right, INDArray result) {
    quotient.run(List.of(left, right), List.of(result));
  }
}
