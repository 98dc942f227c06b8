package dev.doppel.djl.tensor;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.doppel.runtime.step.TensorMemory;
import dev.doppel.spi.step.RowReplacement;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Keeps tensors in a manager that lives as long as the run. */
public final class DjlTensorMemory implements TensorMemory {

  private final NDManager manager;

  /**
   * Creates a memory.
   *
   * @param manager the manager that lives as long as the run
   */
  public DjlTensorMemory(NDManager manager) {
    this.manager = manager;
  }

  @Override
  public Tensor retain(Tensor tensor) {
    // A detached array shares its storage with the batch, so it is copied too.
    try (NDArray detached = DjlTensor.array(tensor).stopGradient()) {
      NDArray copy = detached.duplicate();
      copy.attach(manager);
      return DjlTensor.of(copy);
    }
  }

  @Override
  public Tensor borrow(Tensor retained, Tensor step) {
    NDArray alias = DjlTensor.array(retained).stopGradient();
    alias.attach(DjlTensor.array(step).getManager());
    return DjlTensor.of(alias);
  }

  /** In place: after the backward pass, no graph needs the tensor as it was. */
  @Override
  public Tensor replaceRows(Tensor retained, List<RowReplacement> replacements) {
    NDArray array = DjlTensor.array(retained);
    for (RowReplacement replacement : replacements) {
      try (NDArray rows = DjlTensor.array(replacement.rows()).stopGradient()) {
        array.set(new NDIndex().addSliceDim(replacement.from(), replacement.end()), rows);
      }
    }
    return retained;
  }

  @Override
  public Tensor restore(Shape shape, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    long[] sizes = Arrays.stream(shape.toArray()).asLongStream().toArray();
    // A created array lies over a Java buffer, which is not aligned as PyTorch's memory is: its
    // products may round in another way there.
    try (NDArray created = manager.create(floats, new ai.djl.ndarray.types.Shape(sizes))) {
      return DjlTensor.of(created.duplicate());
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>DJL tells it of arrays that were given a gradient, not of those that were computed with one.
   * From these PyTorch refuses to take it away; where there is none, that does nothing.
   */
  @Override
  public boolean hasGradient(Tensor tensor) {
    NDArray array = DjlTensor.array(tensor);
    if (array.hasGradient()) {
      return true;
    }
    try {
      array.setRequiresGradient(false);
      return false;
    } catch (EngineException e) {
      return true;
    }
  }

  @Override
  public void release(Tensor tensor) {
    DjlTensor.array(tensor).close();
  }
}
