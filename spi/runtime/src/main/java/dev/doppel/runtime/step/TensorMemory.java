package dev.doppel.runtime.step;

import dev.doppel.spi.tensor.Tensor;

/** Keeps tensors beyond the step they were made in. Each adapter has one for its platform. */
public interface TensorMemory {

  /**
   * Takes a tensor out of the current step's memory.
   *
   * @param tensor the tensor
   * @return the same values, without gradient, valid until released
   */
  Tensor retain(Tensor tensor);

  /**
   * Frees a retained tensor.
   *
   * @param tensor what {@link #retain} returned
   */
  void release(Tensor tensor);

  /**
   * The memory of tensors that the garbage collector looks after.
   *
   * @return a memory whose release does nothing
   */
  static TensorMemory garbageCollected() {
    return new TensorMemory() {
      @Override
      public Tensor retain(Tensor tensor) {
        return tensor.stopGradient();
      }

      @Override
      public void release(Tensor tensor) {
        // The garbage collector does.
      }
    };
  }
}
