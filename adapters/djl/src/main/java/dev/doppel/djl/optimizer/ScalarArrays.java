package dev.doppel.djl.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.doppel.djl.tensor.Scalars;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers as arrays, made once a step. DJL makes a new array, over a direct buffer of its own, for
 * each operation with a number: that costs more than the operation on a small parameter, and the
 * buffers, freed only by the garbage collector, break up the native heap.
 */
final class ScalarArrays {

  private final Map<Double, NDArray> arrays = new HashMap<>();
  private NDManager manager;
  private long step = -1;

  /** Forgets the numbers of an earlier step. */
  void at(long currentStep, NDManager parent) {
    if (currentStep == step) {
      return;
    }
    if (manager != null) {
      manager.close();
    }
    arrays.clear();
    manager = parent.newSubManager();
    step = currentStep;
  }

  NDArray of(double number) {
    return arrays.computeIfAbsent(number, value -> Scalars.create(manager, value));
  }
}
