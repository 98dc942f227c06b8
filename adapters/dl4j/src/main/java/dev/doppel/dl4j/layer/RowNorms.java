package dev.doppel.dl4j.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The Euclidean norms of a matrix's rows, and what follows from them where rows are divided by
 * them, or by {@value #LEAST} where that is larger. Freed when closed.
 */
public final class RowNorms implements AutoCloseable {

  private static final double LEAST = 1e-12;

  private final Scratch scratch = new Scratch();
  private final INDArray norms;
  private final INDArray divisors;

  /**
   * Computes the norms.
   *
   * @param rows the matrix, {@code [rows, columns]}
   */
  RowNorms(INDArray rows) {
    this.norms = scratch.keep(rows.norm2(true, 1));
    this.divisors = scratch.keep(Transforms.max(norms, LEAST, true));
  }

  /**
   * Brings rows to unit length, in place; rows of zeros stay.
   *
   * @param rows the matrix, {@code [rows, columns]}; changed
   */
  public static void normalise(INDArray rows) {
    try (RowNorms norms = new RowNorms(rows)) {
      norms.divideRows(rows);
    }
  }

  /** Divides each row by its norm, in place. */
  void divideRows(INDArray array) {
    array.diviColumnVector(divisors);
  }

  /** Divides each column by the norm of the row of its number, in place. */
  void divideColumns(INDArray array) {
    array.diviRowVector(divisors.reshape('c', 1, divisors.length()));
  }

  /**
   * Turns the gradient by divided rows, {@code g}, into that by the rows {@code x} themselves, in
   * place: {@code g / |x| - x (x g / |x|) / |x|^2}. At a row of zeros, where there is no direction
   * to learn, the gradient is defined as 0.
   */
  void divisionGradient(INDArray rows, INDArray gradient) {
    try (Scratch work = new Scratch()) {
      gradient.muliColumnVector(above(0, work).divi(divisors));
      removeRadial(rows, gradient);
    }
  }

  /**
   * Takes the part along a row {@code x} out of the same row of a gradient that was divided by the
   * norm already, in place: {@code g - x (x g) / |x|^2}. Below the least norm the divisor is a
   * constant, so there it stays.
   */
  void removeRadial(INDArray rows, INDArray gradient) {
    try (Scratch work = new Scratch()) {
      INDArray product = work.keep(rows.mul(gradient));
      INDArray along = work.keep(product.sum(true, 1));
      along.muli(above(LEAST, work)).divi(divisors).divi(divisors);
      Nd4j.getExecutioner().exec(new BroadcastMulOp(rows, along, product, 0));
      gradient.subi(product);
    }
  }

  /** 1 where a norm is above a number, 0 elsewhere. */
  private INDArray above(double number, Scratch work) {
    INDArray above = work.array(norms.dataType(), norms.shape());
    Nd4j.getExecutioner().exec(new Step(norms, above, number));
    return above;
  }

  @Override
  public void close() {
    scratch.close();
  }
}
