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
  private final double deviation;

  /**
   * Creates an initializer for all layers of a network.
   *
   * @param weights where the weights come from
   */
  public SeededInitializer(InitialWeights weights) {
    this(weights, 0);
  }

  /**
   * Creates an initializer for one layer of a network.
   *
   * @param weights where the weights come from
   * @param deviation the standard deviation of normal weights; 0 for those of the distribution
   */
  public SeededInitializer(InitialWeights weights, double deviation) {
    this.weights = weights;
    this.deviation = deviation;
  }

  @Override
  public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
    NDArray floats = HostArrays.copy(manager, weights.draw(deviation, shape.getShape()), shape);
    return dataType == DataType.FLOAT32 ? floats : floats.toType(dataType, false);
  }
}
