package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Brings numbers from the host into arrays. */
final class HostArrays {

  private HostArrays() {}

  /**
   * Makes an array with memory of its own: a created one lies over a Java buffer, which may be gone
   * before autograd has used it.
   */
  static NDArray copy(NDManager manager, float[] values, Shape shape) {
    try (NDArray created = manager.create(values, shape)) {
      return created.duplicate();
    }
  }
}
