package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import dev.doppel.runtime.network.InitialWeights;

/** Hands seeded weights to DJL's layers in the order in which they ask. */
public final class SeededInitializer implements Initializer {

  private final InitialWeights weights;

  /**
   * Creates an initializer for all layers of a network.
   *
   * @param weights where the weights come from
   */
  public SeededInitializer(InitialWeights weights) {
    this.weights = weights;
  }

  @Override
  public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
    NDArray floats = HostArrays.copy(manager, weights.draw(shape.getShape()), shape);
    return dataType == DataType.FLOAT32 ? floats : floats.toType(dataType, false);
  }
}
