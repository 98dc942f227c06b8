package dev.doppel.dl4j.transformer;

import dev.doppel.runtime.network.VisionTransformer;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A block of a transformer, pre-norm, {@code [batch, tokens, width]} both ways (arXiv 2010.11929):
 * {@code y = x + attention(norm(x))}, then {@code y + perceptron(norm(y))}.
 */
public final class TransformerBlock extends TokenConfiguration {

  private static final long serialVersionUID = 1;

  /** Per token: the two standardised inputs, the mixed values, queries, keys and values. */
  private static final int KEPT_WIDTHS = 6;

  @JsonProperty private int width;
  @JsonProperty private int heads;
  @JsonProperty private int block;
  @JsonProperty private int depth;
  @JsonProperty private double dropPath;
  @JsonProperty private long seed;

  /** For DL4J, which fills the fields in when it reads a configuration. */
  public TransformerBlock() {
    // All fields are written afterwards.
  }

  /**
   * Creates a block of a network.
   *
   * @param network the network
   * @param block which block, from 0
   * @param seed the seed of the samples that skip branches
   */
  public TransformerBlock(VisionTransformer network, int block, long seed) {
    this.width = network.width();
    this.heads = network.heads();
    this.depth = network.depth();
    this.dropPath = network.dropPath();
    this.block = block;
    this.seed = seed;
  }

  /**
   * Lets no sample skip a branch, in whatever network has these layers: only an online network's
   * passes are random.
   *
   * @param network the network's configuration; changed
   */
  public static void keepAllBranches(ComputationGraphConfiguration network) {
    network
        .getVertices()
        .values()
        .forEach(
            vertex -> {
              if (vertex instanceof LayerVertex layer
                  && layer.getLayerConf().getLayer() instanceof TransformerBlock block) {
                block.dropPath = 0;
              }
            });
  }

  int width() {
    return width;
  }

  int heads() {
    return heads;
  }

  int block() {
    return block;
  }

  int depth() {
    return depth;
  }

  /** The chance that a sample skips a branch of the network's last block. */
  double dropPath() {
    return dropPath;
  }

  long seed() {
    return seed;
  }

  @Override
  List<TokenParameter> parameters() {
    int middle = VisionTransformer.PERCEPTRON_FACTOR * width;
    return Stream.of(
            TokenParameter.norm("norm1.", width),
            queryKeyValue(),
            TokenParameter.linear("output", width, width),
            TokenParameter.norm("norm2.", width),
            TokenParameter.linear("perceptron1", width, middle),
            TokenParameter.linear("perceptron2", middle, width))
        .flatMap(Stream::of)
        .toList();
  }

  /** Three matrices, each of which starts as if it stood alone. */
  private TokenParameter[] queryKeyValue() {
    TokenParameter[] joined = TokenParameter.linear("query-key-value", width, 3L * width);
    joined[0] =
        new TokenParameter(
            joined[0].key(),
            joined[0].role(),
            TokenParameter.Start.glorot(width, width),
            joined[0].shape());
    return joined;
  }

  @Override
  List<Object> settings() {
    return List.of(TransformerBlock.class, width, heads, block, depth, dropPath, seed);
  }

  @Override
  long keptNumbers(InputType inputType) {
    long tokens = tokens(inputType);
    long widths = KEPT_WIDTHS + 2L * VisionTransformer.PERCEPTRON_FACTOR;
    return tokens * (widths * width + heads * tokens);
  }

  @Override
  TokenLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
    return new TransformerBlockLayer(conf, type);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    tokens(inputType);
    return inputType;
  }
}
