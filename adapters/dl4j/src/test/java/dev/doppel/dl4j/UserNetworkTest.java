package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Each network that cannot be trained is refused with what to change. */
final class UserNetworkTest {

  private static final String TRUNCATED =
      "the network is configured for truncated backpropagation through time, which"
          + " self-supervised training does not know; use BackpropType.Standard";

  @Test
  void check_denseGraph_passes() {
    ComputationGraph network = initialized(builder -> builder, "dense");
    UserNetwork.check(network);
    assertThat(UserNetwork.outputShape(network, new long[] {4})).containsExactly(1, 3);
  }

  @Test
  void check_withoutParameters_asksForInit() {
    ComputationGraph network =
        new ComputationGraph(graph(builder -> builder).setOutputs("dense").build());
    assertThatThrownBy(() -> UserNetwork.check(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the network has no parameters yet: call init() first");
  }

  @Test
  void check_doubles_saysHowToConvert() {
    ComputationGraph network = initialized(builder -> builder.dataType(DataType.DOUBLE), "dense");
    assertThatThrownBy(() -> UserNetwork.check(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the network's data type is DOUBLE, but self-supervised training runs in FLOAT; build"
                + " it with dataType(DataType.FLOAT), or convert it with"
                + " convertDataType(DataType.FLOAT)");
    UserNetwork.check(network.convertDataType(DataType.FLOAT));
  }

  @Test
  void check_outputLayer_saysHowToRemoveIt() {
    ComputationGraph network = initialized(builder -> builder, "classes");
    assertThatThrownBy(() -> UserNetwork.check(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the network ends in output layer 'classes', which needs labels; end it with the layer"
                + " before, or remove it with new TransferLearning.GraphBuilder(network)"
                + ".removeVertexAndConnections(\"classes\").setOutputs(\"dense\").build()");
    UserNetwork.check(
        new TransferLearning.GraphBuilder(network)
            .removeVertexAndConnections("classes")
            .setOutputs("dense")
            .build());
  }

  @Test
  void check_outputLayerOfList_saysHowToRemoveIt() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(4).nOut(3).build())
                .layer(new OutputLayer.Builder().nIn(3).nOut(2).build())
                .build());
    assertThatThrownBy(() -> UserNetwork.check(network))
        .hasMessage("the network has no parameters yet: call init() first");
    network.init();
    assertThatThrownBy(() -> UserNetwork.check(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the network ends in output layer 1, which needs labels; end it with the layer before,"
                + " or remove it with new TransferLearning.Builder(network).removeOutputLayer()"
                + ".build()");
    UserNetwork.check(new TransferLearning.Builder(network).removeOutputLayer().build());
  }

  @Test
  void check_lossLayer_saysHowToRemoveIt() {
    ComputationGraph network =
        new ComputationGraph(
            graph(builder -> builder)
                .addLayer("loss", new LossLayer.Builder(LossFunction.MSE).build(), "dense")
                .setOutputs("loss")
                .build());
    network.init();
    assertThatThrownBy(() -> UserNetwork.check(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the network ends in output layer 'loss', which needs labels; end it with the layer"
                + " before, or remove it with new TransferLearning.GraphBuilder(network)"
                + ".removeVertexAndConnections(\"loss\").setOutputs(\"dense\").build()");
  }

  @Test
  void check_lossLayerOfList_saysHowToRemoveIt() {
    MultiLayerNetwork network = list(new LossLayer.Builder(LossFunction.MSE).build());
    assertThatThrownBy(() -> UserNetwork.check(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the network ends in output layer 1, which needs labels; end it with the layer before,"
                + " or remove it with new TransferLearning.Builder(network).removeOutputLayer()"
                + ".build()");
  }

  @Test
  void check_truncatedBackpropagationOfList_isRefused() {
    MultiLayerNetwork network = list(new ActivationLayer(Activation.RELU));
    UserNetwork.check(network);
    network.getLayerWiseConfigurations().setBackpropType(BackpropType.TruncatedBPTT);
    assertThatThrownBy(() -> UserNetwork.check(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(TRUNCATED);
  }

  @Test
  void check_frozenLayers_areNamed() {
    ComputationGraph network =
        new TransferLearning.GraphBuilder(initialized(builder -> builder, "dense"))
            .setFeatureExtractor("dense")
            .build();
    assertThatThrownBy(() -> UserNetwork.check(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the network has frozen layers (dense), but self-supervised training trains the whole"
                + " encoder; build it without setFeatureExtractor or FrozenLayer and copy the"
                + " parameters with setParams, and freeze the encoder when classes are put on it");
    ComputationGraph thawed = initialized(builder -> builder, "dense");
    thawed.setParams(network.params());
    UserNetwork.check(thawed);
  }

  @Test
  void check_severalInputs_isRefused() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("left", "right")
                .addLayer("dense", new DenseLayer.Builder().nIn(8).nOut(3).build(), "left", "right")
                .setOutputs("dense")
                .build());
    network.init();
    assertThatThrownBy(() -> UserNetwork.check(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an encoder has one input and one output, but the network has inputs [left, right] and"
                + " outputs [dense]");
  }

  @Test
  void check_severalOutputs_isRefused() {
    ComputationGraph network =
        new ComputationGraph(graph(builder -> builder).setOutputs("dense", "norm").build());
    network.init();
    assertThatThrownBy(() -> UserNetwork.check(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an encoder has one input and one output, but the network has inputs [in] and outputs"
                + " [dense, norm]");
  }

  @Test
  void check_otherAlgorithm_isRefused() {
    ComputationGraph network =
        initialized(builder -> builder.optimizationAlgo(OptimizationAlgorithm.LBFGS), "dense");
    assertThatThrownBy(() -> UserNetwork.check(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the network's optimisation algorithm is LBFGS, but a self-supervised loss has one"
                + " value a step; use STOCHASTIC_GRADIENT_DESCENT, which every updater builds on");
  }

  @Test
  void check_truncatedBackpropagation_isRefused() {
    ComputationGraph network =
        new ComputationGraph(
            graph(builder -> builder)
                .setOutputs("dense")
                .backpropType(BackpropType.TruncatedBPTT)
                .build());
    network.init();
    assertThatThrownBy(() -> UserNetwork.check(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(TRUNCATED);
  }

  @Test
  void outputShape_batchNormAtTheEnd_saysWhatToAdd() {
    ComputationGraph network = initialized(builder -> builder, "norm");
    assertThatThrownBy(() -> UserNetwork.outputShape(network, new long[] {4}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("DL4J cannot run the network outside of training: Workspace ")
        .hasMessageEndingWith(
            "Where it ends in a batch norm over vectors, add a vertex after it: addVertex(\"end\","
                + " new ScaleVertex(1), \"norm\")");
  }

  private static MultiLayerNetwork list(Layer last) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(4).nOut(3).build())
                .layer(last)
                .build());
    network.init();
    return network;
  }

  private static ComputationGraph initialized(
      UnaryOperator<NeuralNetConfiguration.Builder> settings, String output) {
    GraphBuilder builder = graph(settings);
    for (String vertex : List.of("norm", "classes")) {
      if (!vertex.equals(output)) {
        builder.removeVertex(vertex, true);
      }
    }
    ComputationGraph network = new ComputationGraph(builder.setOutputs(output).build());
    network.init();
    return network;
  }

  private static GraphBuilder graph(UnaryOperator<NeuralNetConfiguration.Builder> settings) {
    return settings
        .apply(new NeuralNetConfiguration.Builder())
        .graphBuilder()
        .allowDisconnected(true)
        .addInputs("in")
        .addLayer("dense", new DenseLayer.Builder().nIn(4).nOut(3).build(), "in")
        .addLayer("norm", new BatchNormalization.Builder().nIn(3).nOut(3).build(), "dense")
        .addLayer("classes", new OutputLayer.Builder().nIn(3).nOut(2).build(), "dense");
  }
}
