package dev.doppel.dl4j.network;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.dl4j.transformer.ClassTokenNorm;
import dev.doppel.dl4j.transformer.PatchEmbedding;
import dev.doppel.dl4j.transformer.TransformerBlock;
import dev.doppel.runtime.network.TransformerWeights;
import dev.doppel.runtime.network.VisionTransformer;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** {@link VisionTransformer} of the layers of {@link dev.doppel.dl4j.transformer}. */
public final class VisionTransformerGraph {

  private static final String INPUT = "input";
  private static final String TOKENS = "tokens";
  private static final String NORM = "norm";
  private static final String BLOCK = "block-";

  private VisionTransformerGraph() {}

  /**
   * Builds a network.
   *
   * @param network what it is
   * @param seed the seed of its initial weights, and of the samples that skip branches
   * @param type the type of its numbers
   * @return the network, which starts from {@link TransformerWeights}
   */
  public static ComputationGraph build(VisionTransformer network, long seed, DataType type) {
    ComputationGraph graph = new ComputationGraph(configuration(network, seed, type));
    graph.init();
    Map<String, TransformerWeights.Parameter> weights = TransformerWeights.draw(network, seed);
    for (ParameterSlot slot : ParameterLayout.of(graph).slots()) {
      TransformerWeights.Parameter start = weights.get(weightName(slot));
      try (INDArray values = Nd4j.create(start.values(), start.shape(), 'c')) {
        slot.shapedIn(graph.params()).assign(values);
      }
    }
    return graph;
  }

  /**
   * A parameter's name in {@link TransformerWeights}.
   *
   * @param slot the parameter
   * @return such as {@code block-0.norm1.scale}
   */
  public static String weightName(ParameterSlot slot) {
    return slot.vertex().equals(TOKENS) ? slot.key() : slot.vertex() + "." + slot.key();
  }

  private static ComputationGraphConfiguration configuration(
      VisionTransformer network, long seed, DataType type) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(type)
            // The recipe's optimiser makes the steps.
            .updater(new NoOp())
            .graphBuilder()
            .addInputs(INPUT)
            .addLayer(TOKENS, new PatchEmbedding(network), INPUT);
    String last = TOKENS;
    for (int block = 0; block < network.depth(); block++) {
      graph.addLayer(BLOCK + block, new TransformerBlock(network, block, seed), last);
      last = BLOCK + block;
    }
    return graph.addLayer(NORM, new ClassTokenNorm(network.width()), last).setOutputs(NORM).build();
  }
}
