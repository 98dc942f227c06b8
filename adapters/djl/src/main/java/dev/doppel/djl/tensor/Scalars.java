package dev.doppel.djl.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Makes arrays of one number, which broadcast to any shape. */
public final class Scalars {

  private Scalars() {}

  /**
   * Makes an array in native memory, unlike {@link NDManager#create(Number)}.
   *
   * @param manager the manager it belongs to
   * @param number the number, rounded to float32
   * @return an array without axes
   */
  public static NDArray create(NDManager manager, double number) {
    return manager.full(new Shape(), (float) number, DataType.FLOAT32);
  }
}
