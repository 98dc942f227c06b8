package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.step.NetworkState;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

final class TrainedNetworkTest {

  private static final long SEED = 3;
  private static final double RATE = 0.1;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void restore_sameRates_repeatsTheRunBitForBit(boolean graph) {
    Fitted network = new Fitted(graph, new Adam(RATE));
    network.fit(0, 3);
    network.keepAfter(3);
    network.fit(3, 4);
    INDArray parameters = network.model.params().dup();
    INDArray updater = network.updaterState().dup();

    // The second rollback to a state, too.
    for (int i = 0; i < 2; i++) {
      network.goBackIn(7, 1);
      assertThat(network.iterations()).isEqualTo(3);
      network.fit(3, 4);
      assertThat(network.model.params()).isEqualTo(parameters);
      assertThat(network.updaterState()).isEqualTo(updater);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void restore_factor_multipliesFixedRates(boolean graph) {
    assertHalved(graph, new Sgd(RATE));
    assertHalved(graph, new Nesterovs(RATE, 0.9));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void restore_factor_multipliesRatesOfASchedule(boolean graph) {
    assertHalved(graph, new Sgd(new StepSchedule(ScheduleType.ITERATION, RATE, 0.1, 2)));
  }

  /** Without averages of before, an update is as large as its rate. */
  private static void assertHalved(boolean graph, IUpdater updater) {
    Fitted network = new Fitted(graph, updater);
    network.keepAfter(0);
    INDArray start = network.model.params().dup();
    network.fit(0, 1);
    INDArray whole = network.model.params().sub(start);
    network.goBackIn(1, 0.5);
    network.fit(0, 1);
    INDArray half = network.model.params().sub(start);
    assertThat(whole.norm2Number().doubleValue()).isPositive();
    // Running statistics of batch norm move as before: the first layer's weights alone.
    int weights = Fitted.INPUTS * Fitted.UNITS;
    for (int i = 0; i < weights; i++) {
      assertThat(half.getDouble(i)).isCloseTo(whole.getDouble(i) / 2, within(1e-7));
    }
  }

  @Test
  void restore_schedule_staysReadableAsJson() {
    Fitted network =
        new Fitted(false, new Sgd(new StepSchedule(ScheduleType.ITERATION, RATE, 0.1, 2)));
    network.keepAfter(0);
    network.fit(0, 1);
    network.goBackIn(1, 0.5);
    MultiLayerNetwork list = (MultiLayerNetwork) network.model;
    MultiLayerConfiguration read =
        MultiLayerConfiguration.fromJson(list.getLayerWiseConfigurations().toJson());
    assertThat(read.toJson()).isEqualTo(list.getLayerWiseConfigurations().toJson());
    MultiLayerNetwork again = new MultiLayerNetwork(read);
    again.init();
    assertThat(again.getLearningRate(0)).isEqualTo(RATE / 2);
  }

  /** A network of a program, with the same batch for the same iteration. */
  private static final class Fitted extends BaseTrainingListener {

    static final int INPUTS = 3;
    static final int UNITS = 4;

    final Model model;
    private NetworkState.Kept kept;
    private double goesBackBy;

    Fitted(boolean graph, IUpdater updater) {
      NeuralNetConfiguration.Builder settings =
          new NeuralNetConfiguration.Builder().seed(SEED).updater(updater).dataType(DataType.FLOAT);
      DenseLayer dense =
          new DenseLayer.Builder().nIn(INPUTS).nOut(UNITS).activation(Activation.TANH).build();
      BatchNormalization norm = new BatchNormalization.Builder().nOut(UNITS).build();
      OutputLayer output =
          new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
              .nIn(UNITS)
              .nOut(2)
              .activation(Activation.IDENTITY)
              .build();
      if (graph) {
        ComputationGraphConfiguration layers =
            settings
                .graphBuilder()
                .addInputs("rows")
                .addLayer("dense", dense, "rows")
                .addLayer("norm", norm, "dense")
                .addLayer("output", output, "norm")
                .setOutputs("output")
                .build();
        model = new ComputationGraph(layers);
      } else {
        model = new MultiLayerNetwork(settings.list(dense, norm, output).build());
      }
      model.init();
      model.setListeners(List.of(this));
    }

    int iterations() {
      return TrainedNetwork.before(model).updates();
    }

    INDArray updaterState() {
      return model instanceof ComputationGraph graph
          ? graph.updaterState()
          : ((MultiLayerNetwork) model).updaterState();
    }

    void keepAfter(int updates) {
      kept = new TrainedNetwork(model, updates).keep();
    }

    /** Takes one more iteration, at whose end the network goes back. */
    void goBackIn(int iteration, double factor) {
      goesBackBy = factor;
      fit(iteration, 1);
      goesBackBy = 0;
    }

    void fit(int first, int count) {
      for (int iteration = first; iteration < first + count; iteration++) {
        Nd4j.getRandom().setSeed(SEED + iteration);
        DataSet batch = new DataSet(Nd4j.randn(8, INPUTS), Nd4j.randn(8, 2));
        if (model instanceof ComputationGraph graph) {
          graph.fit(batch);
        } else {
          ((MultiLayerNetwork) model).fit(batch);
        }
      }
    }

    @Override
    public void iterationDone(Model network, int iteration, int epoch) {
      if (goesBackBy > 0) {
        kept.restore(goesBackBy);
      }
    }
  }
}
