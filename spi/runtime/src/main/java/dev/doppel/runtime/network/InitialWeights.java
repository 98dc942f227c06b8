package dev.doppel.runtime.network;

import java.util.SplittableRandom;

/**
 * Initial weights of heads, and of all backbones but vision transformers, which have {@link
 * TransformerWeights}: a function of the seed and of the order of layers alone, whatever the
 * platform, so that every backend starts a run from the same numbers. For one thread.
 */
public final class InitialWeights {

  /** How weights are distributed. */
  public enum Distribution {
    /**
     * Uniform within {@code 1 / sqrt(in)}, PyTorch's default for linear and convolutional layers.
     */
    UNIFORM_FAN_IN,
    /** Normal with variance {@code 2 / out} (arXiv 1502.01852), usual in ResNets. */
    NORMAL_FAN_OUT
  }

  private static final long HEADS = 0x5DEECE66DL;

  private final Distribution distribution;
  private final SplittableRandom random;

  /**
   * Weights for all layers of a network.
   *
   * @param distribution how weights are distributed
   * @param seed the seed
   */
  public InitialWeights(Distribution distribution, long seed) {
    this.distribution = distribution;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Weights for the heads of a run: those of the projector, of the predictor, and of the target's
   * projector, in this order.
   *
   * @param seed the run's seed
   * @return the weights
   */
  public static InitialWeights ofHeads(long seed) {
    return new InitialWeights(Distribution.UNIFORM_FAN_IN, seed ^ HEADS);
  }

  /**
   * The next layer's weights.
   *
   * @param shape {@code [out, in]} of a linear layer, {@code [out, in, height, width]} of a
   *     convolution
   * @return the weights, row by row
   */
  public float[] draw(long... shape) {
    return draw(0, shape);
  }

  /**
   * The next layer's weights.
   *
   * @param deviation the standard deviation of normal weights; 0 for those of the distribution
   * @param shape as in {@link #draw(long...)}
   * @return the weights, row by row
   */
  public float[] draw(double deviation, long... shape) {
    long window = 1;
    for (int axis = 2; axis < shape.length; axis++) {
      window *= shape[axis];
    }
    long in = shape.length > 1 ? shape[1] : 1;
    float[] weights = new float[Math.toIntExact(shape[0] * in * window)];
    if (deviation > 0) {
      normal(weights, deviation);
    } else if (distribution == Distribution.UNIFORM_FAN_IN) {
      double bound = 1 / Math.sqrt((double) in * window);
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) random.nextDouble(-bound, bound);
      }
    } else {
      normal(weights, Math.sqrt(2.0 / ((double) shape[0] * window)));
    }
    return weights;
  }

  private void normal(float[] weights, double deviation) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() * deviation);
    }
  }
}
