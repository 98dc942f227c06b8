package dev.doppel.dl4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.target.NetworkPart;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

final class GraphGradientsTest {

  /** One product and a norm of a few numbers in float32. */
  private static final double TOLERANCE = 1e-6;

  private final ParameterLayout layout = ParameterLayout.of(graph());
  private final INDArray vector =
      Nd4j.arange(1, layout.length() + 1.0).castTo(DataType.FLOAT).divi(layout.length());
  private final GraphGradients gradients = new GraphGradients(layout, vector);

  @Test
  void parameters_ofEachPart_nameLayersAndRoles() {
    assertThat(gradients.parameters().stream().map(ParameterGradient::layer).distinct())
        .containsExactly("backbone.dense", "projector-0", "projector-1", "predictor-0");
    assertThat(gradients.parameters().stream().map(ParameterGradient::part).distinct())
        .containsExactly(NetworkPart.BACKBONE, NetworkPart.PROJECTOR, NetworkPart.PREDICTOR);
    for (ParameterGradient gradient : gradients.parameters()) {
      assertThat(gradient.name()).startsWith(gradient.layer() + ".");
    }
  }

  @Test
  void clip_longerGradient_hasTheDefaultsValues() {
    INDArray before = vector.dup();
    ParameterGradient first = gradients.parameters().get(0);
    double norm = first.norm();
    for (double maximum : List.of(norm * 2, norm / 3, 1e-5)) {
      vector.assign(before);
      first.clip(maximum);
      ParameterSlot slot = layout.slots().get(0);
      double factor = Math.min(1, maximum / (norm + 1e-6));
      assertThat(slot.in(vector).toDoubleVector())
          .as("clipped to %s", maximum)
          .containsExactly(
              slot.in(before).castTo(DataType.DOUBLE).muli(factor).toDoubleVector(),
              within(TOLERANCE * factor));
      assertThat(gradients.parameters().get(1).norm()).isEqualTo(normOf(before, 1));
    }
  }

  private double normOf(INDArray values, int parameter) {
    return layout.trained().get(parameter).in(values).norm2Number().doubleValue();
  }

  @Test
  void clip_zeros_stayZeros() {
    vector.assign(0);
    gradients.parameters().forEach(gradient -> gradient.clip(1));
    assertThat(vector.toDoubleVector()).containsOnly(0);
  }

  @Test
  void freeze_once_holdsUntilTheNextStep() {
    ParameterGradient gradient = gradients.parameters().get(2);
    vector.assign(Double.NaN);
    gradient.freeze();
    assertThat(gradient.norm()).isZero();
    assertThat(gradients.frozen()).containsExactly(layout.trained().get(2));
    gradients.thaw();
    assertThat(gradients.frozen()).isEmpty();
  }

  private static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("in")
                .addLayer("dense", dense(), "in")
                .addLayer("projector-0", dense(), "dense")
                .addLayer(
                    "projector-1",
                    new BatchNormalization.Builder().nIn(3).nOut(3).build(),
                    "projector-0")
                .addLayer("predictor-0", dense(), "projector-1")
                .setOutputs("predictor-0")
                .build());
    graph.init();
    return graph;
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().nIn(3).nOut(3).build();
  }
}
