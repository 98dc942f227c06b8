package dev.doppel.dl4j;

import dev.doppel.spi.view.ViewSpecification;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.workspace.ND4JWorkspaceException;

/** What a user's network must be to be trained without labels. */
final class UserNetwork {

  private UserNetwork() {}

  /**
   * Checks a network.
   *
   * @throws IllegalArgumentException if it cannot be trained; the message says what to change
   */
  static void check(ComputationGraph network) {
    ComputationGraphConfiguration configuration = network.getConfiguration();
    if (!isInitialized(network)) {
      throw new IllegalArgumentException("the network has no parameters yet: call init() first");
    }
    if (configuration.getDataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "the network's data type is %s, but self-supervised training runs in FLOAT; build it with"
                  .formatted(configuration.getDataType())
              + " dataType(DataType.FLOAT), or convert it with convertDataType(DataType.FLOAT)");
    }
    List<String> inputs = configuration.getNetworkInputs();
    List<String> outputs = configuration.getNetworkOutputs();
    if (inputs.size() != 1 || outputs.size() != 1) {
      throw new IllegalArgumentException(
          "an encoder has one input and one output, but the network has inputs %s and outputs %s"
              .formatted(inputs, outputs));
    }
    GraphVertex output = network.getVertex(outputs.get(0));
    if (output.hasLayer() && output.getLayer() instanceof IOutputLayer) {
      throw new IllegalArgumentException(
          "the network ends in output layer '%s', which needs labels; end it with the layer before,"
                  .formatted(outputs.get(0))
              + " or remove it with new TransferLearning.GraphBuilder(network)"
              + ".removeVertexAndConnections(\"%s\").setOutputs(\"%s\").build()"
                  .formatted(
                      outputs.get(0), configuration.getVertexInputs().get(outputs.get(0)).get(0)));
    }
    requireNoneFrozen(configuration);
    requireWholeBackpropagation(configuration.getBackpropType());
    OptimizationAlgorithm algorithm = configuration.getDefaultConfiguration().getOptimizationAlgo();
    if (algorithm != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT) {
      throw new IllegalArgumentException(
          "the network's optimisation algorithm is %s, but a self-supervised loss has one value a"
                  .formatted(algorithm)
              + " step; use STOCHASTIC_GRADIENT_DESCENT, which every updater builds on");
    }
  }

  private static void requireNoneFrozen(ComputationGraphConfiguration configuration) {
    List<String> frozen =
        configuration.getVertices().entrySet().stream()
            .filter(vertex -> isFrozen(vertex.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (!frozen.isEmpty()) {
      throw new IllegalArgumentException(
          "the network has frozen layers (%s), but self-supervised training trains the whole"
                  .formatted(String.join(", ", frozen))
              + " encoder; build it without setFeatureExtractor or FrozenLayer and copy the"
              + " parameters with setParams, and freeze the encoder when classes are put on it");
    }
  }

  private static boolean isFrozen(org.deeplearning4j.nn.conf.graph.GraphVertex vertex) {
    if (vertex instanceof LayerVertex layer) {
      Layer conf = layer.getLayerConf().getLayer();
      return conf instanceof FrozenLayer || conf instanceof FrozenLayerWithBackprop;
    }
    return vertex instanceof FrozenVertex;
  }

  // A self-supervised loss sees a whole sequence's embedding, and no piece of it.
  private static void requireWholeBackpropagation(BackpropType type) {
    if (type != BackpropType.Standard) {
      throw new IllegalArgumentException(
          "the network is configured for truncated backpropagation through time, which"
              + " self-supervised training does not know; use BackpropType.Standard");
    }
  }

  /**
   * Checks a network before it is turned into a graph, which would refuse some in words of its own.
   *
   * @throws IllegalArgumentException if it cannot be trained; the message says what to change
   */
  static void check(MultiLayerNetwork network) {
    if (network.getLayers() == null || network.params() == null) {
      throw new IllegalArgumentException("the network has no parameters yet: call init() first");
    }
    int last = network.getnLayers() - 1;
    if (network.getLayer(last) instanceof IOutputLayer) {
      throw new IllegalArgumentException(
          "the network ends in output layer %d, which needs labels; end it with the layer before, or"
                  .formatted(last)
              + " remove it with new"
              + " TransferLearning.Builder(network).removeOutputLayer().build()");
    }
    requireWholeBackpropagation(network.getLayerWiseConfigurations().getBackpropType());
  }

  private static boolean isInitialized(ComputationGraph network) {
    return network.getVertices() != null;
  }

  /**
   * The shape of the network's output for one sample.
   *
   * @param sample the shape of a sample, without a batch axis
   * @throws IllegalArgumentException if the output is neither a vector nor a map of features
   */
  static long[] outputShape(ComputationGraph network, long[] sample) {
    long[] one = new long[sample.length + 1];
    one[0] = 1;
    System.arraycopy(sample, 0, one, 1, sample.length);
    try (INDArray input = Nd4j.zeros(DataType.FLOAT, one);
        INDArray output = network.output(false, input)[0]) {
      if (output.rank() != 2 && output.rank() != 4) {
        throw new IllegalArgumentException(
            "the network's output has shape %s, but an embedding is a vector [batch, width] or a map"
                    .formatted(Arrays.toString(output.shape()))
                + " [batch, channels, height, width]; end it with a pooling layer");
      }
      return output.shape();
    } catch (ND4JWorkspaceException e) {
      throw new IllegalArgumentException(
          "DL4J cannot run the network outside of training: %s. Where it ends in a batch norm over"
                  .formatted(e.getMessage())
              + " vectors, add a vertex after it: addVertex(\"end\", new ScaleVertex(1), \"%s\")"
                  .formatted(network.getConfiguration().getNetworkOutputs().get(0)),
          e);
    }
  }

  /**
   * Checks that a network takes views of another size, and makes vectors of the same width of them.
   *
   * @param user the network
   * @param channels the channels of a view
   * @param view the view
   * @param expected the shape of its output for a view of its own size
   * @throws IllegalArgumentException if it does not; the message names both
   */
  static void requireSize(
      UserBackbone user, int channels, ViewSpecification view, long[] expected) {
    long[] found;
    try {
      found = outputShape(user.network(), new long[] {channels, view.size(), view.size()});
    } catch (RuntimeException e) {
      // DL4J's layers each refuse in a way of their own.
      throw anotherSize(user, view, e.getMessage(), e);
    }
    if (!Arrays.equals(found, expected)) {
      String shapes =
          "%s in place of %s".formatted(Arrays.toString(found), Arrays.toString(expected));
      throw anotherSize(user, view, "its output would have shape " + shapes, null);
    }
  }

  private static IllegalArgumentException anotherSize(
      UserBackbone user, ViewSpecification view, String reason, Exception cause) {
    long own = user.sample()[user.sample().length - 1];
    return new IllegalArgumentException(
        "view '%s' has %d x %d pixels, but %s takes %d x %d only (%s); end it with an average over"
                .formatted(view.name(), view.size(), view.size(), user.name(), own, own, reason)
            + " positions, or give all views one size",
        cause);
  }
}
