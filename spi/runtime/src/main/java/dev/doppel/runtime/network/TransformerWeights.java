package dev.doppel.runtime.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The initial parameters of a {@link VisionTransformer}, as MoCo-v3 draws them (arXiv 2104.02057):
 * matrices and the patch projection uniform within {@code sqrt(6 / (in + out))}, queries, keys and
 * values as three matrices, the class token normal with deviation 1e-6, learned positions normal
 * with deviation 0.02, biases and shifts 0, scales 1.
 */
public final class TransformerWeights {

  private static final double CLASS_TOKEN_DEVIATION = 1e-6;
  private static final double POSITION_DEVIATION = 0.02;
  private static final int QUERY_KEY_VALUE = 3;

  private static final Draw ZEROS = (random, values) -> {};
  private static final Draw ONES = (random, values) -> Arrays.fill(values, 1);

  private final Map<String, Declaration> declarations = new LinkedHashMap<>();

  /**
   * One parameter, in PyTorch's layout.
   *
   * @param shape its shape: {@code [out, in]} of a matrix, {@code [out, channels, height, width]}
   *     of the patch projection
   * @param values its values, row by row
   */
  public record Parameter(long[] shape, float[] values) {}

  private record Declaration(long[] shape, Draw draw) {}

  private interface Draw {
    void fill(SplittableRandom random, float[] values);
  }

  private TransformerWeights(VisionTransformer network) {
    declareAll(network);
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
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    new TransformerWeights(network)
        .declarations.forEach(
            (name, declaration) -> {
              float[] values = new float[count(declaration.shape())];
              declaration.draw().fill(random, values);
              parameters.put(name, new Parameter(declaration.shape(), values));
            });
    return parameters;
  }

  /**
   * The parameters' shapes.
   *
   * @param network the network
   * @return the shapes by name, in the order of {@link #draw}
   */
  public static Map<String, long[]> shapes(VisionTransformer network) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    new TransformerWeights(network)
        .declarations.forEach((name, declaration) -> shapes.put(name, declaration.shape()));
    return shapes;
  }

  private void declareAll(VisionTransformer network) {
    int width = network.width();
    int patch = network.patchSize();
    long pixels = (long) network.channels() * patch * patch;
    declare(
        "patch-projection.weight",
        uniform(Math.sqrt(6.0 / (pixels + width))),
        width,
        network.channels(),
        patch,
        patch);
    declare("patch-projection.bias", ZEROS, width);
    declare("class-token", normal(CLASS_TOKEN_DEVIATION), width);
    if (network.learnedPositions()) {
      declare(
          "positions",
          normal(POSITION_DEVIATION),
          1L + (long) network.grid() * network.grid(),
          width);
    }
    for (int block = 0; block < network.depth(); block++) {
      String prefix = "block-" + block + ".";
      norm(prefix + "norm1", width);
      // Three matrices of [width, width], each with its own bound.
      declare(
          prefix + "query-key-value.weight",
          uniform(Math.sqrt(6.0 / (2.0 * width))),
          (long) QUERY_KEY_VALUE * width,
          width);
      declare(prefix + "query-key-value.bias", ZEROS, (long) QUERY_KEY_VALUE * width);
      linear(prefix + "output", width, width);
      norm(prefix + "norm2", width);
      int middle = VisionTransformer.PERCEPTRON_FACTOR * width;
      linear(prefix + "perceptron1", middle, width);
      linear(prefix + "perceptron2", width, middle);
    }
    norm("norm", width);
  }

  private void linear(String name, int out, int in) {
    declare(name + ".weight", uniform(Math.sqrt(6.0 / ((double) in + out))), out, in);
    declare(name + ".bias", ZEROS, out);
  }

  private void norm(String name, int width) {
    declare(name + ".scale", ONES, width);
    declare(name + ".shift", ZEROS, width);
  }

  private void declare(String name, Draw draw, long... shape) {
    declarations.put(name, new Declaration(shape, draw));
  }

  private static Draw uniform(double bound) {
    return (random, values) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-bound, bound);
      }
    };
  }

  private static Draw normal(double deviation) {
    return (random, values) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * deviation);
      }
    };
  }

  private static int count(long... shape) {
    long product = 1;
    for (long size : shape) {
      product *= size;
    }
    return Math.toIntExact(product);
  }
}
