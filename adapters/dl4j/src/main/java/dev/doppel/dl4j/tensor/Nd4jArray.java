package dev.doppel.dl4j.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An ND4J array and who frees it. ND4J does not tell a reshaped array from the one it was made of:
 * closing either frees the memory of both. So each handle knows whether the memory is its own.
 */
public final class Nd4jArray {

  private final INDArray array;
  private final boolean owner;

  private Nd4jArray(INDArray array, boolean owner) {
    this.array = array;
    this.owner = owner;
  }

  /**
   * A handle for an array that somebody else frees.
   *
   * @param array the array
   * @return the handle
   */
  public static Nd4jArray borrowed(INDArray array) {
    return new Nd4jArray(array, false);
  }

  static Nd4jArray owned(INDArray array) {
    return new Nd4jArray(array, true);
  }

  /** A handle for what was made of another array, over whose memory it may lie. */
  Nd4jArray derived(INDArray made) {
    return new Nd4jArray(made, made.data() != array.data() && !made.isView());
  }

  /**
   * The array.
   *
   * @return the array, valid until this handle, or the one it was made of, is released
   */
  public INDArray array() {
    return array;
  }

  /** Frees the memory, where it is this handle's own and was not freed before. */
  void release() {
    if (owner && array.closeable()) {
      array.close();
    }
  }
}
