package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.parameter.PartNames;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.target.NetworkPart;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

/**
 * A user's network with heads on top, as a configuration of DL4J's own layers alone.
 *
 * @param graph the configuration
 * @param stages the vertex whose output each stage is
 * @param widths the columns of each stage
 * @param outputs the graph's output for each stage that is one
 */
record HeadedConfiguration(
    ComputationGraphConfiguration graph,
    Map<Stage, String> stages,
    Map<Stage, Integer> widths,
    Map<Stage, String> outputs) {

  private static final String EMBEDDING = "embedding";
  private static final String END = "-end";

  /**
   * The heads on top of a network.
   *
   * @param projector the projector
   * @param predictor the predictor; without layers for a target network
   * @param last the last stage that is needed; layers after it are left out
   */
  record HeadsOnTop(Head projector, Head predictor, Stage last) {}

  /** The last vertex so far, and the columns of its output. */
  private record End(String vertex, int width) {}

  /**
   * Puts heads on a network.
   *
   * @param user the user's network
   * @param output the shape of its output for one sample, batch axis first
   * @param heads the heads
   * @param outputs the stages that become the graph's outputs, in order
   */
  static HeadedConfiguration of(
      ComputationGraphConfiguration user,
      long[] output,
      HeadsOnTop heads,
      Collection<Stage> outputs) {
    NeuralNetConfiguration.Builder global = global(user);
    GraphBuilder builder = new GraphBuilder(user, global);
    End end = embedding(builder, user.getNetworkOutputs().get(0), output);
    Map<Stage, String> stages = new EnumMap<>(Stage.class);
    Map<Stage, Integer> widths = new EnumMap<>(Stage.class);
    stages.put(Stage.EMBEDDING, end.vertex());
    widths.put(Stage.EMBEDDING, end.width());
    var regularization = exampleLayer(user).map(BaseLayer::getRegularization).orElse(List.of());
    if (heads.last() != Stage.EMBEDDING) {
      end =
          add(
              builder,
              NetworkPart.PROJECTOR,
              heads
                  .projector()
                  .fit(NetworkPart.PROJECTOR, "the network's output", end.width(), regularization),
              end);
      stages.put(Stage.PROJECTION, end.vertex());
      widths.put(Stage.PROJECTION, end.width());
    }
    if (heads.last() == Stage.PREDICTION) {
      end =
          add(
              builder,
              NetworkPart.PREDICTOR,
              heads
                  .predictor()
                  .fit(
                      NetworkPart.PREDICTOR, "the projector's output", end.width(), regularization),
              end);
      stages.put(Stage.PREDICTION, end.vertex());
      widths.put(Stage.PREDICTION, end.width());
    }
    Map<Stage, String> ends = new EnumMap<>(Stage.class);
    for (Stage stage : outputs) {
      ends.put(stage, end(builder, stages.get(stage), end.vertex()));
    }
    builder.setOutputs(ends.values().stream().distinct().toArray(String[]::new));
    return new HeadedConfiguration(builder.build(), stages, widths, ends);
  }

  private static End add(
      GraphBuilder builder, NetworkPart part, List<Head.Fitted> layers, End start) {
    End end = start;
    int index = 0;
    for (Head.Fitted fitted : layers) {
      String vertex = PartNames.vertex(part, index++);
      builder.addLayer(vertex, fitted.layer(), end.vertex());
      end = new End(vertex, fitted.width());
    }
    return end;
  }

  /**
   * An output that ends the graph. DL4J replaces what flows back into an output from the layers
   * after it by the output's own gradient, so a stage in the middle gets a vertex of its own.
   */
  private static String end(GraphBuilder builder, String vertex, String last) {
    if (vertex.equals(last)) {
      return vertex;
    }
    String end = vertex + END;
    if (!builder.getVertices().containsKey(end)) {
      builder.addVertex(end, new ScaleVertex(1), vertex);
    }
    return end;
  }

  private static End embedding(GraphBuilder builder, String vertex, long[] output) {
    if (output.length == 2) {
      return new End(vertex, Math.toIntExact(output[1]));
    }
    builder.addVertex(
        EMBEDDING,
        new PreprocessorVertex(new CnnToFeedForwardPreProcessor(output[2], output[3], output[1])),
        vertex);
    return new End(EMBEDDING, Math.toIntExact(output[1] * output[2] * output[3]));
  }

  private static NeuralNetConfiguration.Builder global(ComputationGraphConfiguration user) {
    NeuralNetConfiguration.Builder global =
        new NeuralNetConfiguration.Builder(user.getDefaultConfiguration())
            // Losses are means over the batch already; DL4J would divide by its size once more.
            .miniBatch(false)
            .dataType(user.getDataType())
            // Backward passes go by the one for inference, forward passes by the other.
            .trainingWorkspaceMode(user.getTrainingWorkspaceMode())
            .inferenceWorkspaceMode(user.getTrainingWorkspaceMode());
    exampleLayer(user).ifPresent(layer -> global.updater(layer.getIUpdater().clone()));
    return global;
  }

  /** A layer of the user's whose settings heads take over. */
  private static Optional<BaseLayer> exampleLayer(ComputationGraphConfiguration user) {
    for (GraphVertex vertex : user.getVertices().values()) {
      if (vertex instanceof LayerVertex layer
          && layer.getLayerConf().getLayer() instanceof BaseLayer base
          && base.getIUpdater() != null) {
        return Optional.of(base);
      }
    }
    return Optional.empty();
  }
}
