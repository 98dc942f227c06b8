package dev.doppel.runtime.step;

import dev.doppel.spi.step.RowReplacement;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Keeps tensors beyond the step they were made in, and knows what the platform remembers of them.
 * Each adapter has one for its platform.
 */
public interface TensorMemory {

  /**
   * Takes a tensor out of the current step's memory.
   *
   * @param tensor the tensor
   * @return the same values, without gradient, valid until released
   */
  Tensor retain(Tensor tensor);

  /**
   * A retained tensor for use in a step: what is computed from it belongs to the step's memory, and
   * not to the run's.
   *
   * @param retained what {@link #retain} returned
   * @param step any tensor of the step
   * @return the same values, valid within the step
   */
  default Tensor borrow(Tensor retained, Tensor step) {
    return retained;
  }

  /**
   * Replaces rows of a retained tensor, in place where the platform can; else in a copy, and frees
   * what it had.
   *
   * @param retained what {@link #retain} returned; no longer valid after this call
   * @param replacements what to replace, in this order
   * @return the tensor with the new rows, valid until released
   */
  default Tensor replaceRows(Tensor retained, List<RowReplacement> replacements) {
    Tensor next = retained;
    for (RowReplacement replacement : replacements) {
      next = replacement.applyTo(next);
    }
    Tensor kept = retain(next);
    release(retained);
    return kept;
  }

  /**
   * Frees a tensor of the run's memory.
   *
   * @param tensor what {@link #retain} returned, or what was computed from such a tensor alone
   */
  void release(Tensor tensor);

  /**
   * Whether a gradient would flow through a tensor to what it was made of. Does not wait for the
   * device.
   *
   * @param tensor a tensor of this platform
   * @return whether it would
   */
  boolean hasGradient(Tensor tensor);

  /**
   * Makes a tensor in the run's memory.
   *
   * @param shape its shape
   * @param values its values in row-major order
   * @return the tensor, without gradient, valid until released
   */
  Tensor restore(Shape shape, double[] values);

  /**
   * The memory of tensors that the garbage collector looks after.
   *
   * @param maker makes a tensor of a shape from values
   * @return a memory whose release does nothing, and that knows of no gradients
   */
  static TensorMemory garbageCollected(BiFunction<Shape, double[], Tensor> maker) {
    return new TensorMemory() {
      @Override
      public Tensor retain(Tensor tensor) {
        return tensor.stopGradient();
      }

      @Override
      public void release(Tensor tensor) {
        // The garbage collector does.
      }

      @Override
      public boolean hasGradient(Tensor tensor) {
        return false;
      }

      @Override
      public Tensor restore(Shape shape, double[] values) {
        return maker.apply(shape, values);
      }
    };
  }
}
