package dev.doppel.dl4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.dl4j.parameter.PartNames;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.target.ParameterRole;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Holds recipes' layers, forwards and backwards, to float64 computations of their definitions. */
final class HeadLayersTest {

  private static final long SEED = 31;
  private static final int ROWS = 6;
  private static final int INPUTS = 5;

  /**
   * Of an array's largest element: a few dozen float32 products and quotients on numbers near 1.
   */
  private static final double TOLERANCE = 5e-6;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear(7) gelu linear(3)",
        "linear(7) l2-normalize linear(3)",
        "linear(7) weight-norm-linear(4) linear(3)",
        "linear(7) gelu linear(4) l2-normalize weight-norm-linear(9)",
        "linear(4) l2-normalize prototypes(8)",
        "linear(4, bias=false) relu linear(3)"
      })
  void pass_ofHead_equalsFloat64(String head) {
    assertEqualsFloat64(head, WorkspaceMode.ENABLED);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENABLED", "NONE"})
  void pass_inWorkspaceMode_equalsFloat64(WorkspaceMode mode) {
    assertEqualsFloat64("linear(7) gelu l2-normalize weight-norm-linear(4)", mode);
  }

  @Test
  void pass_rowOfZeros_hasNoGradientAndNoNan() {
    Projector head = new Projector("linear(4, bias=false) l2-normalize", WorkspaceMode.ENABLED);
    INDArray batch = Nd4j.zeros(DataType.FLOAT, ROWS, INPUTS);
    batch.getRow(1).assign(2);
    INDArray error = Nd4j.ones(DataType.FLOAT, ROWS, 4);
    head.run(batch, error);
    assertThat(head.output.getRow(0).toFloatVector()).containsOnly(0);
    assertThat(head.output.getRow(1).norm2Number().doubleValue()).isCloseTo(1, within(TOLERANCE));
    assertThat(head.gradients.norm2Number().doubleValue()).isPositive().isFinite();
    batch.assign(0);
    head.run(batch, error);
    assertThat(head.gradients.toFloatVector()).containsOnly(0);
  }

  @Test
  void parameters_ofUnitWeights_areWeights() {
    Projector head = new Projector("weight-norm-linear(6) prototypes(4)", WorkspaceMode.ENABLED);
    assertThat(ParameterLayout.of(head.graph).slots())
        .extracting(ParameterSlot::role)
        .containsExactly(ParameterRole.WEIGHT, ParameterRole.WEIGHT);
  }

  @Test
  void output_inEvaluation_hasPrototypesOfUnitLength() {
    Projector head = new Projector("linear(4) l2-normalize prototypes(8)", WorkspaceMode.ENABLED);
    double[] input = numbers(SEED, ROWS * INPUTS);
    double[] expected = head.reference.output(head.parameters, input, false);
    INDArray batch = matrix(input, INPUTS);
    assertClose("DL4J's graph", head.graph.outputSingle(batch), expected);
    assertClose("a pass", head.pass.output(batch, false, head.ends())[0], expected);
  }

  @Test
  void configuration_throughJsonCloneAndModelFile_staysTheSame() throws IOException {
    ComputationGraph graph =
        new Projector(
                "linear(7) gelu l2-normalize weight-norm-linear(6) prototypes(4)",
                WorkspaceMode.ENABLED)
            .graph;
    INDArray batch = matrix(numbers(SEED, ROWS * INPUTS), INPUTS);
    INDArray expected = graph.outputSingle(batch).dup();
    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson());
    assertThat(read).isEqualTo(graph.getConfiguration());
    ComputationGraph ofJson = new ComputationGraph(read);
    ofJson.init(graph.params(), true);
    assertThat(ofJson.outputSingle(batch)).isEqualTo(expected);
    assertThat(graph.clone().outputSingle(batch)).isEqualTo(expected);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, file, true);
    ComputationGraph ofFile =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(file.toByteArray()), true);
    assertThat(ofFile.outputSingle(batch)).isEqualTo(expected);
  }

  private static void assertEqualsFloat64(String layers, WorkspaceMode mode) {
    Projector head = new Projector(layers, mode);
    SplittableRandom seeds = new SplittableRandom(SEED);
    for (int step = 0; step < 2; step++) {
      double[] input = numbers(seeds.nextLong(), ROWS * INPUTS);
      double[] error = numbers(seeds.nextLong(), ROWS * head.reference.outputs());
      head.run(matrix(input, INPUTS), matrix(error, head.reference.outputs()));
      assertClose("output", head.output, head.reference.output(head.parameters, input, true));
      assertClose(
          "gradients", head.gradients, head.reference.gradients(head.parameters, input, error));
    }
  }

  private static void assertClose(String what, INDArray found, double[] expected) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    double[] values = found.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    assertThat(values)
        .as("%s, seed %d", what, SEED)
        .containsExactly(expected, within(TOLERANCE * Math.max(1, largest)));
  }

  private static INDArray matrix(double[] values, int columns) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Nd4j.create(floats, new long[] {values.length / columns, columns}, 'c');
  }

  /** Numbers that float32 holds. */
  private static double[] numbers(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.doubles(count, -1.5, 1.5).map(value -> (float) value).toArray();
  }

  /** A recipe's projector over rows, and a pass through it. */
  private static final class Projector {

    final ComputationGraph graph;
    final double[] parameters;
    final HeadReference reference;
    final PassGraph pass;
    final INDArray gradients;
    final WorkspaceMode mode;
    INDArray output;

    Projector(String layers, WorkspaceMode mode) {
      HeadSpecification specification = HeadSpecification.parse(layers);
      this.mode = mode;
      this.graph = new ComputationGraph(configuration(specification, mode));
      graph.init();
      this.parameters = numbers(SEED, Math.toIntExact(graph.numParams()));
      graph.setParams(Nd4j.create(parameters).castTo(DataType.FLOAT));
      this.reference = new HeadReference(specification, ParameterLayout.of(graph), INPUTS);
      this.pass =
          new PassGraph(graph.getConfiguration().clone(), graph.params().dup(), true, Set.of());
      this.gradients = Nd4j.create(DataType.FLOAT, graph.numParams());
      pass.writeGradientsTo(gradients);
    }

    private static ComputationGraphConfiguration configuration(
        HeadSpecification head, WorkspaceMode mode) {
      GraphBuilder builder =
          new NeuralNetConfiguration.Builder()
              .updater(new Sgd(0.1))
              .trainingWorkspaceMode(mode)
              .inferenceWorkspaceMode(mode)
              .graphBuilder()
              .addInputs("rows");
      String last = "rows";
      int index = 0;
      for (Head.Fitted fitted : HeadLayers.of(head, INPUTS, List.of())) {
        String name = PartNames.vertex(NetworkPart.PROJECTOR, index++);
        builder.addLayer(name, fitted.layer(), last);
        last = name;
      }
      return builder.setOutputs(last).build();
    }

    String[] ends() {
      return graph.getConfiguration().getNetworkOutputs().toArray(String[]::new);
    }

    @SuppressWarnings("try") // the scope is there for its end alone
    void run(INDArray batch, INDArray error) {
      LayerWorkspaceMgr workspaces =
          mode == WorkspaceMode.NONE
              ? LayerWorkspaceMgr.noWorkspaces()
              : SelfSupervisedGraph.stepWorkspaces();
      try (MemoryWorkspace activations = workspaces.notifyScopeEntered(ArrayType.ACTIVATIONS)) {
        output = pass.forward(batch).get(ends()[0]).detach();
        pass.backward(new INDArray[] {error.dup()});
      }
    }
  }
}
