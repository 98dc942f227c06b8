package dev.doppel.runtime.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The initial parameters of a {@link VisionTransformer}, as MoCo-v3 draws them (arXiv 2104.02057,
 * section 4.3 and appendix): matrices and the patch projection uniform within {@code sqrt(6 / (in +
 * out))}, queries, keys and values as three matrices, the class token normal with deviation 1e-6,
 * learned positions normal with deviation 0.02, biases and shifts 0, scales 1.
 */
public final class TransformerWeights {

  private static final double CLASS_TOKEN_DEVIATION = 1e-6;
  private static final double POSITION_DEVIATION = 0.02;
  private static final int QUERY_KEY_VALUE = 3;

  private final SplittableRandom random;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /**
   * One parameter, in PyTorch's layout.
   *
   * @param shape its shape: {@code [out, in]} of a matrix, {@code [out, channels, height, width]}
   *     of the patch projection
   * @param values its values, row by row
   */
  public record Parameter(long[] shape, float[] values) {}

  private TransformerWeights(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * Draws all parameters.
   *
   * @param network the network
   * @param seed the seed
   * @return the parameters by name, in the order of the layers: {@code patch-projection.weight},
   *     {@code patch-projection.bias}, {@code class-token}, {@code positions} (where learned,
   *     {@code [1 + grid * grid, width]}, the class token's first), then for each block {@code
   *     block-N.}, from 0, {@code norm1.scale}, {@code norm1.shift}, {@code
   *     query-key-value.weight}, {@code query-key-value.bias}, {@code output.weight}, {@code
   *     output.bias}, {@code norm2.scale}, {@code norm2.shift}, {@code perceptron1.weight}, {@code
   *     perceptron1.bias}, {@code perceptron2.weight}, {@code perceptron2.bias}, and last {@code
   *     norm.scale}, {@code norm.shift}
   */
  public static Map<String, Parameter> draw(VisionTransformer network, long seed) {
    TransformerWeights weights = new TransformerWeights(seed);
    weights.drawAll(network);
    return weights.parameters;
  }

  private void drawAll(VisionTransformer network) {
    int width = network.width();
    int patch = network.patchSize();
    long pixels = (long) network.channels() * patch * patch;
    uniform(
        "patch-projection.weight",
        Math.sqrt(6.0 / (pixels + width)),
        width,
        network.channels(),
        patch,
        patch);
    constant("patch-projection.bias", 0, width);
    normal("class-token", CLASS_TOKEN_DEVIATION, width);
    if (network.learnedPositions()) {
      normal("positions", POSITION_DEVIATION, 1L + (long) network.grid() * network.grid(), width);
    }
    for (int block = 0; block < network.depth(); block++) {
      String prefix = "block-" + block + ".";
      norm(prefix + "norm1", width);
      // Three matrices of [width, width], each with its own bound.
      uniform(
          prefix + "query-key-value.weight",
          Math.sqrt(6.0 / (2.0 * width)),
          (long) QUERY_KEY_VALUE * width,
          width);
      constant(prefix + "query-key-value.bias", 0, (long) QUERY_KEY_VALUE * width);
      linear(prefix + "output", width, width);
      norm(prefix + "norm2", width);
      int middle = VisionTransformer.PERCEPTRON_FACTOR * width;
      linear(prefix + "perceptron1", middle, width);
      linear(prefix + "perceptron2", width, middle);
    }
    norm("norm", width);
  }

  private void linear(String name, int out, int in) {
    uniform(name + ".weight", Math.sqrt(6.0 / ((double) in + out)), out, in);
    constant(name + ".bias", 0, out);
  }

  private void norm(String name, int width) {
    constant(name + ".scale", 1, width);
    constant(name + ".shift", 0, width);
  }

  private void uniform(String name, double bound, long... shape) {
    float[] values = new float[count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    parameters.put(name, new Parameter(shape, values));
  }

  private void normal(String name, double deviation, long... shape) {
    float[] values = new float[count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    parameters.put(name, new Parameter(shape, values));
  }

  private void constant(String name, float value, long... shape) {
    float[] values = new float[count(shape)];
    Arrays.fill(values, value);
    parameters.put(name, new Parameter(shape, values));
  }

  private static int count(long... shape) {
    long product = 1;
    for (long size : shape) {
      product *= size;
    }
    return Math.toIntExact(product);
  }
}
