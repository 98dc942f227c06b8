package dev.doppel.dl4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Holds a pass, forwards and backwards, to DL4J's own graph of the same layers. */
final class PassGraphTest {

  private static final long SEED = 23;

  /**
   * Of an array's largest element: both sum up to some hundred float32 products, each in its own
   * order.
   */
  private static final float TOLERANCE = 5e-6f;

  static List<Arguments> layers() {
    InputType images = InputType.convolutional(7, 6, 3);
    InputType channelsLast = InputType.convolutional(7, 6, 3, CNN2DFormat.NHWC);
    InputType vectors = InputType.feedForward(6);
    return List.of(
        Arguments.of("convolution", convolution().build(), images),
        Arguments.of(
            "with padding and stride", convolution().padding(1, 2).stride(2, 1).build(), images),
        Arguments.of("dilated", convolution().dilation(2, 2).build(), images),
        Arguments.of(
            "of one size", convolution().convolutionMode(ConvolutionMode.Same).build(), images),
        Arguments.of(
            "of one size with stride",
            convolution().convolutionMode(ConvolutionMode.Same).stride(2, 2).build(),
            images),
        Arguments.of("without bias", convolution().hasBias(false).build(), images),
        Arguments.of("rectified", convolution().activation(Activation.RELU).build(), images),
        Arguments.of("with tanh", convolution().activation(Activation.TANH).build(), images),
        Arguments.of("channels last", convolution().build(), channelsLast),
        Arguments.of("linear", dense().build(), vectors),
        Arguments.of("linear without bias", dense().hasBias(false).build(), vectors),
        Arguments.of("linear with tanh", dense().activation(Activation.TANH).build(), vectors),
        Arguments.of("linear with layer norm", dense().hasLayerNorm(true).build(), vectors),
        Arguments.of("linear of images", dense().build(), images),
        Arguments.of("rectifier", activation(new ActivationReLU()), images),
        Arguments.of("leaky rectifier", activation(new ActivationReLU(null, null, 0.1)), vectors),
        Arguments.of("batch norm of vectors", new BatchNormalization.Builder().build(), vectors),
        Arguments.of("batch norm of images", new BatchNormalization.Builder().build(), images),
        Arguments.of(
            "batch norm, channels last",
            new BatchNormalization.Builder().dataFormat(CNN2DFormat.NHWC).build(),
            channelsLast),
        Arguments.of(
            "batch norm without logarithms",
            new BatchNormalization.Builder().useLogStd(false).build(),
            images),
        Arguments.of(
            "batch norm, locked",
            new BatchNormalization.Builder().lockGammaBeta(true).build(),
            images),
        Arguments.of(
            "batch norm, locked elsewhere",
            new BatchNormalization.Builder().lockGammaBeta(true).gamma(2).beta(0.5).build(),
            images));
  }

  private static ConvolutionLayer.Builder convolution() {
    return new ConvolutionLayer.Builder(3, 2).nOut(4).activation(Activation.IDENTITY);
  }

  private static DenseLayer.Builder dense() {
    return new DenseLayer.Builder().nOut(5).activation(Activation.IDENTITY);
  }

  private static ActivationLayer activation(ActivationReLU function) {
    return new ActivationLayer.Builder().activation(function).build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void pass_ofLayer_equalsDl4j(String name, Layer layer, InputType input) {
    assertSame(layer, input, WorkspaceMode.ENABLED);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENABLED", "NONE"})
  void pass_inWorkspaceMode_equalsDl4j(WorkspaceMode mode) {
    assertSame(
        convolution().activation(Activation.RELU).build(), InputType.convolutional(7, 6, 3), mode);
  }

  @SuppressWarnings("try") // the scope is there for its end alone
  private static void assertSame(Layer layer, InputType input, WorkspaceMode mode) {
    Nd4j.getRandom().setSeed(SEED);
    ComputationGraph dl4j = graph(layer, input, mode);
    // What starts at 0 or 1 would hide mistakes.
    dl4j.params().addi(Nd4j.rand(DataType.FLOAT, dl4j.params().shape()).muli(0.3));
    INDArray parameters = dl4j.params().dup();
    PassGraph pass = new PassGraph(dl4j.getConfiguration().clone(), parameters, true, Set.of());
    INDArray gradients = Nd4j.create(DataType.FLOAT, parameters.length());
    pass.writeGradientsTo(gradients);
    for (int step = 0; step < 2; step++) {
      INDArray batch = Nd4j.randn(DataType.FLOAT, shape(input)).addi(0.3);
      INDArray expected = dl4j.output(true, false, batch)[0].dup('c');
      INDArray error = Nd4j.randn(DataType.FLOAT, expected.shape());
      dl4j.backpropGradient(error.dup());
      try (MemoryWorkspace activations =
          workspaces(mode).notifyScopeEntered(ArrayType.ACTIVATIONS)) {
        assertEqual("output", pass.forward(batch).get("end"), expected);
        pass.backward(new INDArray[] {error.dup()});
      }
      assertEqual("gradients", gradients, dl4j.getGradientsViewArray());
      assertEqual(
          "output without a backward pass",
          pass.output(batch, false, new String[] {"end"})[0],
          dl4j.output(false, false, batch)[0]);
    }
  }

  private static LayerWorkspaceMgr workspaces(WorkspaceMode mode) {
    return mode == WorkspaceMode.NONE
        ? LayerWorkspaceMgr.noWorkspaces()
        : SelfSupervisedGraph.stepWorkspaces();
  }

  private static void assertEqual(String what, INDArray found, INDArray expected) {
    float largest = Math.max(1, expected.amaxNumber().floatValue());
    assertThat(found.dup('c').data().asFloat())
        .as("%s, seed %d", what, SEED)
        .containsExactly(expected.dup('c').data().asFloat(), within(TOLERANCE * largest));
  }

  private static long[] shape(InputType input) {
    long[] shape = input.getShape(true);
    shape[0] = 5;
    return shape;
  }

  /** The layer between two linear ones, so that gradients flow through it on both sides. */
  private static ComputationGraph graph(Layer layer, InputType input, WorkspaceMode mode) {
    boolean images = input.getType() == InputType.Type.CNN;
    Layer before =
        images
            ? new ConvolutionLayer.Builder(1, 1).nOut(3).activation(Activation.IDENTITY).build()
            : new DenseLayer.Builder().nOut(6).activation(Activation.IDENTITY).build();
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new NoOp())
            .seed(SEED)
            .trainingWorkspaceMode(mode)
            .inferenceWorkspaceMode(mode)
            .graphBuilder()
            .addInputs("in")
            .addLayer("before", before, "in")
            .addLayer("layer", layer, "before")
            .addLayer(
                "end",
                new DenseLayer.Builder().nOut(2).activation(Activation.IDENTITY).build(),
                "layer")
            .setOutputs("end")
            .setInputTypes(input)
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }
}
