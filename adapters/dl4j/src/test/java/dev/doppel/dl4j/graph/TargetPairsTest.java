package dev.doppel.dl4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.tensor.Nd4jArray;
import dev.doppel.dl4j.tensor.Nd4jArrayOperations;
import dev.doppel.runtime.tape.GradientTape;
import dev.doppel.spi.target.ParameterPair;
import dev.doppel.spi.target.ParameterRole;
import java.util.EnumSet;
import java.util.Set;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class TargetPairsTest {

  private static final float ONLINE = 0.5f;
  private static final float TARGET = 1f;

  private final ParameterLayout layout = ParameterLayout.of(graph());
  private final INDArray online = vector(ONLINE);
  private final INDArray target = vector(TARGET);
  private final TargetPairs pairs =
      new TargetPairs(
          layout, online, target, new GradientTape<Nd4jArray>(new Nd4jArrayOperations()));

  @Test
  void blend_someRoles_movesThoseAlone() {
    pairs.blend(Set.of(ParameterRole.WEIGHT, ParameterRole.NORMALISATION), 0.8);
    for (ParameterPair pair : pairs.pairs()) {
      boolean moved =
          pair.role() == ParameterRole.WEIGHT || pair.role() == ParameterRole.NORMALISATION;
      double expected = moved ? 0.8 * TARGET + 0.2 * ONLINE : unmoved(pair);
      assertThat(pair.target().toArray())
          .as(pair.name())
          .containsOnly(new double[] {expected}, within(1e-4));
    }
  }

  private static double unmoved(ParameterPair pair) {
    return pair.name().endsWith("log10stdev") ? 100 : TARGET;
  }

  @Test
  void blend_logarithms_averagesVariances() {
    pairs.blend(EnumSet.allOf(ParameterRole.class), 0.75);
    ParameterPair deviation =
        pairs.pairs().stream()
            .filter(pair -> pair.name().equals("backbone.norm.log10stdev"))
            .findFirst()
            .orElseThrow();
    // Standard deviations of 10 and 10^0.5: variances of 100 and 10.
    assertThat(deviation.online().toArray()).containsOnly(new double[] {10}, within(1e-4));
    assertThat(deviation.target().toArray())
        .containsOnly(new double[] {0.75 * 100 + 0.25 * 10}, within(1e-3));
  }

  @Test
  void blend_keepNothing_copiesBitForBit() {
    pairs.blend(EnumSet.allOf(ParameterRole.class), 0);
    assertThat(target).isEqualTo(online);
  }

  @Test
  void blend_outOfRange_isRefused() {
    assertThatThrownBy(() -> pairs.blend(Set.of(ParameterRole.WEIGHT), 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("keep must be in [0, 1], not 1.5");
  }

  @Test
  void assign_everyPair_writesThrough() {
    for (ParameterPair pair : pairs.pairs()) {
      pair.assign(pair.online());
    }
    assertThat(target.data().asFloat()).containsOnly(new float[] {ONLINE}, within(1e-6f));
  }

  @Test
  void assign_otherShape_isRefused() {
    ParameterPair weights = pairs.pairs().get(0);
    assertThatThrownBy(() -> weights.assign(weights.online().slice(0, 0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parameter 'backbone.dense.W' has shape [3, 2], not [1, 2]");
  }

  private INDArray vector(float value) {
    return Nd4j.valueArrayOf(new long[] {layout.length()}, value, DataType.FLOAT);
  }

  private static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("dense", new DenseLayer.Builder().nIn(3).nOut(2).build(), "in")
                .addLayer(
                    "norm",
                    new BatchNormalization.Builder().nIn(2).nOut(2).useLogStd(true).build(),
                    "dense")
                .setOutputs("norm")
                .build());
    graph.init();
    return graph;
  }
}
