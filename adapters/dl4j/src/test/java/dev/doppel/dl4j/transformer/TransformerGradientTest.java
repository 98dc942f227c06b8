package dev.doppel.dl4j.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.dl4j.network.VisionTransformerGraph;
import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.runtime.network.VisionTransformer;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds the gradients of whole small networks to finite differences, in double precision. */
final class TransformerGradientTest {

  private static final long SEED = 31;
  private static final int BATCH = 4;
  private static final int DIRECTIONS = 2;
  private static final double STEP = 1e-5;

  /**
   * Of a tensor's largest derivative. The central difference is off by {@code STEP^2} times a third
   * derivative over 6, some 1e-10 here, and by rounding: 1e-16 times the objective's size, some 10,
   * over {@code STEP}, 1e-10, where the least tensor's largest derivative is above 1e-3. A wrong
   * factor anywhere is off by far more.
   */
  private static final double TOLERANCE = 1e-6;

  static List<Arguments> networks() {
    return List.of(
        Arguments.of("fixed positions", network(false, 0), 8, WorkspaceMode.ENABLED),
        Arguments.of("learned positions", network(true, 0), 8, WorkspaceMode.ENABLED),
        Arguments.of("without workspaces", network(true, 0), 8, WorkspaceMode.NONE),
        Arguments.of("fixed, smaller view", network(false, 0), 4, WorkspaceMode.ENABLED),
        Arguments.of("learned, smaller view", network(true, 0), 4, WorkspaceMode.ENABLED),
        Arguments.of("learned, larger view", network(true, 0), 12, WorkspaceMode.ENABLED),
        Arguments.of("with skipped branches", network(true, 0.4), 8, WorkspaceMode.ENABLED));
  }

  private static VisionTransformer network(boolean learned, double dropPath) {
    return new VisionTransformer(8, 2, 2, 4, 8, 2, learned, dropPath);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void backward_alongRandomDirections_isTheFiniteDifference(
      String name, VisionTransformer network, int size, WorkspaceMode mode) {
    Case tested = new Case(network, size, mode);
    for (ParameterSlot slot : tested.layout.slots()) {
      INDArray gradient = slot.in(tested.gradients);
      double[] found = new double[DIRECTIONS];
      double[] expected = new double[DIRECTIONS];
      for (int k = 0; k < DIRECTIONS; k++) {
        INDArray direction = Nd4j.randn(DataType.DOUBLE, gradient.length());
        found[k] = gradient.mul(direction).sumNumber().doubleValue();
        expected[k] = tested.difference(slot, direction);
      }
      assertClose(slot, found, expected);
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void backward_ofEachParameter_isTheFiniteDifference(boolean learned) {
    Case tested = new Case(network(learned, 0), 8, WorkspaceMode.ENABLED);
    for (ParameterSlot slot : tested.layout.slots()) {
      double[] found = slot.in(tested.gradients).dup().data().asDouble();
      double[] expected = new double[found.length];
      for (int i = 0; i < found.length; i++) {
        INDArray direction = Nd4j.zeros(DataType.DOUBLE, found.length);
        expected[i] = tested.difference(slot, direction.putScalar(i, 1));
      }
      assertClose(slot, found, expected);
    }
  }

  private static void assertClose(ParameterSlot slot, double[] found, double[] expected) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(largest).as("%s's gradient, seed %d", slot.name(), SEED).isGreaterThan(1e-3);
    assertThat(found)
        .as("%s, seed %d", slot.name(), SEED)
        .containsExactly(expected, within(TOLERANCE * largest));
  }

  /** A network in double precision after its backward pass. */
  private static final class Case {

    final ComputationGraph graph;
    final ParameterLayout layout;
    final INDArray images;
    final INDArray cotangent;
    final INDArray gradients;

    Case(VisionTransformer network, int size, WorkspaceMode mode) {
      Nd4j.getRandom().setSeed(SEED);
      graph = VisionTransformerGraph.build(network, SEED, DataType.DOUBLE);
      graph.getConfiguration().setTrainingWorkspaceMode(mode);
      graph.getConfiguration().setInferenceWorkspaceMode(mode);
      layout = ParameterLayout.of(graph);
      // What starts at 0 or 1 would hide mistakes.
      graph.params().addi(Nd4j.randn(DataType.DOUBLE, graph.params().shape()).muli(0.3));
      images = Nd4j.randn(DataType.DOUBLE, BATCH, network.channels(), size, size);
      cotangent = Nd4j.randn(DataType.DOUBLE, BATCH, network.width());
      graph.output(true, false, images);
      graph.backpropGradient(cotangent.dup());
      gradients = flat(graph.getGradientsViewArray()).dup();
    }

    /** The central difference of the objective along a direction of one parameter. */
    double difference(ParameterSlot slot, INDArray direction) {
      INDArray parameters = slot.in(flat(graph.params()));
      INDArray start = parameters.dup();
      parameters.addi(direction.mul(STEP));
      double above = objective();
      parameters.assign(start).subi(direction.mul(STEP));
      double below = objective();
      parameters.assign(start);
      return (above - below) / (2 * STEP);
    }

    private double objective() {
      return graph.output(true, true, images)[0].mul(cotangent).sumNumber().doubleValue();
    }

    /** DL4J's own vectors are rows. */
    private static INDArray flat(INDArray row) {
      return row.reshape(row.length());
    }
  }
}
