package dev.doppel.dl4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.dl4j.parameter.ParameterLayout;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Holds batch normalisation without a backward pass, and joined passes, to DL4J's own layer. */
final class NormalisationTest {

  private static final long SEED = 17;

  /** Sums of some hundred float32 numbers near 1, in another order. */
  private static final float TOLERANCE = 1e-5f;

  static List<Arguments> kinds() {
    return List.of(
        Arguments.of(new long[] {8, 3}, false, false),
        Arguments.of(new long[] {8, 3}, true, false),
        Arguments.of(new long[] {8, 3}, false, true),
        Arguments.of(new long[] {8, 3, 4, 4}, false, false),
        Arguments.of(new long[] {8, 3, 4, 4}, true, false),
        Arguments.of(new long[] {8, 3, 4, 4}, true, true));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void forward_withoutGradient_equalsDl4jAndMovesStatistics(
      long[] shape, boolean logarithms, boolean locked) {
    ComputationGraph dl4j = graph(logarithms, locked);
    INDArray parameters = vector(dl4j);
    PassGraph pass = new PassGraph(dl4j.getConfiguration().clone(), parameters, false, Set.of());
    Nd4j.getRandom().setSeed(SEED);
    for (int step = 0; step < 3; step++) {
      INDArray input = Nd4j.randn(DataType.FLOAT, shape).muli(2).addi(0.5);
      INDArray expected = dl4j.output(true, false, input)[0];
      INDArray found = pass.output(input, true, new String[] {"norm"})[0];
      assertThat(found.dup('c').data().asFloat())
          .as("output, seed %d", SEED)
          .containsExactly(expected.dup('c').data().asFloat(), within(TOLERANCE));
      // DL4J moves statistics by what it calls their gradients.
      dl4j.params().subi(statisticsOf(dl4j, input, shape));
      assertThat(parameters.data().asFloat())
          .as("parameters, seed %d", SEED)
          .containsExactly(dl4j.params().dup().data().asFloat(), within(TOLERANCE));
    }
    INDArray input = Nd4j.randn(DataType.FLOAT, shape);
    assertThat(pass.output(input, false, new String[] {"norm"})[0].dup('c').data().asFloat())
        .containsExactly(
            dl4j.output(false, false, input)[0].dup('c').data().asFloat(), within(TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void fold_twoPasses_areTakenOneAfterTheOther(long[] shape, boolean logarithms, boolean locked) {
    ComputationGraph joined = graph(logarithms, locked);
    ComputationGraph inTurn = graph(logarithms, locked);
    StatisticsFold fold = new StatisticsFold(ParameterLayout.of(joined));
    Nd4j.getRandom().setSeed(SEED);
    for (int step = 0; step < 2; step++) {
      INDArray total = null;
      for (int view = 0; view < 3; view++) {
        INDArray input = Nd4j.randn(DataType.FLOAT, shape).muli(1 + view).addi(0.5);
        INDArray gradient = statisticsOf(joined, input, shape);
        if (total == null) {
          total = gradient;
        } else {
          fold.add(total, gradient);
        }
        inTurn.params().subi(statisticsOf(inTurn, input, shape));
      }
      joined.params().subi(total);
      assertThat(joined.params().dup().data().asFloat())
          .as("parameters after step %d, seed %d", step, SEED)
          .containsExactly(inTurn.params().dup().data().asFloat(), within(TOLERANCE));
    }
  }

  private static INDArray statisticsOf(ComputationGraph graph, INDArray input, long[] shape) {
    graph.output(true, false, input);
    graph.backpropGradient(Nd4j.zeros(DataType.FLOAT, shape));
    INDArray gradient = graph.getGradientsViewArray();
    return gradient.dup().reshape(gradient.length());
  }

  private static INDArray vector(ComputationGraph graph) {
    return graph.params().dup();
  }

  private static ComputationGraph graph(boolean logarithms, boolean locked) {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new NoOp())
            .graphBuilder()
            .addInputs("in")
            .addLayer(
                "norm",
                new BatchNormalization.Builder()
                    .nIn(3)
                    .nOut(3)
                    .gamma(1)
                    .useLogStd(logarithms)
                    .lockGammaBeta(locked)
                    .build(),
                "in")
            .setOutputs("norm")
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }
}
