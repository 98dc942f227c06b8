package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import dev.doppel.djl.network.MultiHeadAttention.Found;
import dev.doppel.runtime.network.VisionTransformer;
import java.util.function.Function;

/**
 * One forward pass of a {@link VisionTransformer}. Each array is closed once the next is made:
 * autograd keeps what it needs by itself. A branch's output, which no backward pass asks for, takes
 * up its residual in place.
 */
final class TransformerPass {

  private final VisionTransformer network;
  private final Function<String, NDArray> parameters;
  private final BranchFactors factors;
  private final MultiHeadAttention attention;
  private final Shape width;

  TransformerPass(
      VisionTransformer network, Function<String, NDArray> parameters, BranchFactors factors) {
    this.network = network;
    this.parameters = parameters;
    this.factors = factors;
    this.attention = new MultiHeadAttention(network.heads());
    this.width = new Shape(network.width());
  }

  /**
   * What comes out.
   *
   * @param embedding the class token after the last norm, {@code [batch, width]}
   * @param attention the class token's weights in the last block, {@code [batch * heads, 1,
   *     tokens]}
   */
  record Outputs(NDArray embedding, NDArray attention) {}

  /**
   * Runs the network.
   *
   * @param images {@code [batch, channels, size, size]}; stay open
   * @param grid the patches along one side
   * @param positions {@code [1 + grid * grid, width]}; stay open
   * @return arrays that belong to the images' manager
   */
  Outputs run(NDArray images, int grid, NDArray positions) {
    NDArray tokens = tokens(images, grid).addi(positions);
    int last = network.depth() - 1;
    for (int block = 0; block < last; block++) {
      tokens = block(block, tokens);
    }
    return lastBlock(last, tokens);
  }

  /** Patches do not overlap, so their projection is one product of matrices. */
  private NDArray tokens(NDArray images, int grid) {
    long batch = images.size(0);
    long channels = images.size(1);
    long patch = network.patchSize();
    long pixelsPerPatch = channels * patch * patch;
    long patches = (long) grid * grid;
    try (NDArray cut = images.reshape(batch, channels, grid, patch, grid, patch);
        NDArray turned = cut.transpose(0, 2, 4, 1, 3, 5);
        NDArray pixels = turned.reshape(batch, patches, pixelsPerPatch);
        NDArray matrix =
            parameter("patch-projection.weight").reshape(network.width(), pixelsPerPatch);
        NDArray projected =
            Linear.linear(pixels, matrix, parameter("patch-projection.bias")).singletonOrThrow();
        NDArray classToken = parameter("class-token").reshape(1, 1, network.width());
        NDArray classTokens = classToken.broadcast(batch, 1, network.width())) {
      NDArray tokens = NDArrays.concat(new NDList(classTokens, projected), 1);
      // Results belong to the manager of their first operand, which here is the parameter's.
      tokens.attach(images.getManager());
      return tokens;
    }
  }

  /** Equations 2 and 3; closes the tokens. */
  private NDArray block(int block, NDArray tokens) {
    String prefix = prefix(block);
    Found found;
    try (NDArray normed = norm(tokens, prefix + "norm1")) {
      found =
          attention.ofAll(
              normed,
              parameter(prefix + "query-key-value.weight"),
              parameter(prefix + "query-key-value.bias"));
    }
    found.weights().close();
    return branches(block, tokens, found.mixed());
  }

  /** The last block for the class token alone, which is all that leaves it; closes the tokens. */
  private Outputs lastBlock(int block, NDArray tokens) {
    String prefix = prefix(block);
    Found found;
    try (NDArray normed = norm(tokens, prefix + "norm1")) {
      found =
          attention.ofFirst(
              normed,
              parameter(prefix + "query-key-value.weight"),
              parameter(prefix + "query-key-value.bias"));
    }
    NDArray first = MultiHeadAttention.first(tokens);
    tokens.close();
    try (NDArray last = branches(block, first, found.mixed());
        NDArray normed = norm(last, "norm")) {
      return new Outputs(normed.reshape(normed.size(0), network.width()), found.weights());
    }
  }

  /** What follows the attention of a block; closes the tokens and what was mixed of them. */
  private NDArray branches(int block, NDArray tokens, NDArray mixed) {
    String prefix = prefix(block);
    NDArray attended = linear(mixed, prefix + "output");
    mixed.close();
    factors.apply(block, 0, attended);
    attended.addi(tokens);
    tokens.close();
    NDArray output = perceptron(prefix, attended);
    factors.apply(block, 1, output);
    output.addi(attended);
    attended.close();
    return output;
  }

  private NDArray perceptron(String prefix, NDArray tokens) {
    NDArray middle;
    try (NDArray normed = norm(tokens, prefix + "norm2")) {
      middle = linear(normed, prefix + "perceptron1");
    }
    NDArray active = Activation.gelu(middle);
    middle.close();
    try (active) {
      return linear(active, prefix + "perceptron2");
    }
  }

  private NDArray norm(NDArray tokens, String name) {
    return LayerNorm.layerNorm(
            tokens,
            width,
            parameter(name + ".scale"),
            parameter(name + ".shift"),
            (float) VisionTransformer.EPSILON)
        .singletonOrThrow();
  }

  private NDArray linear(NDArray tokens, String name) {
    return Linear.linear(tokens, parameter(name + ".weight"), parameter(name + ".bias"))
        .singletonOrThrow();
  }

  private NDArray parameter(String name) {
    return parameters.apply(name);
  }

  private static String prefix(int block) {
    return "block-" + block + ".";
  }
}
