package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.util.SplittableRandom;

/**
 * Initial weights that are a function of the seed and of the order of layers alone, whatever the
 * engine and its generator. Weights have the layout {@code [out, in, ...]}.
 */
public final class SeededInitializer implements Initializer {

  /** How weights are distributed. */
  public enum Distribution {
    /**
     * Uniform within {@code 1 / sqrt(in)}, PyTorch's default for linear and convolutional layers.
     */
    UNIFORM_FAN_IN,
    /** Normal with variance {@code 2 / out} (arXiv 1502.01852, section 2.2), usual in ResNets. */
    NORMAL_FAN_OUT
  }

  private final Distribution distribution;
  private final SplittableRandom random;

  /**
   * Creates an initializer for all layers of a network.
   *
   * @param distribution how weights are distributed
   * @param seed the seed
   */
  public SeededInitializer(Distribution distribution, long seed) {
    this.distribution = distribution;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
    float[] weights = new float[Math.toIntExact(shape.size())];
    long out = shape.get(0);
    long in = shape.dimension() > 1 ? shape.get(1) : 1;
    long window = shape.dimension() > 2 ? shape.slice(2).size() : 1;
    if (distribution == Distribution.UNIFORM_FAN_IN) {
      double bound = 1 / Math.sqrt((double) in * window);
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) random.nextDouble(-bound, bound);
      }
    } else {
      double deviation = Math.sqrt(2.0 / ((double) out * window));
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (random.nextGaussian() * deviation);
      }
    }
    // A created array lies over the Java buffer, and DJL's toType shares it; a duplicate does not.
    try (NDArray floats = manager.create(weights, shape)) {
      NDArray copy = floats.duplicate();
      return dataType == DataType.FLOAT32 ? copy : copy.toType(dataType, false);
    }
  }
}
