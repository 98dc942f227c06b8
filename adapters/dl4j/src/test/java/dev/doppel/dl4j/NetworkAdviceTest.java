package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.step.Method;
import dev.doppel.spi.loss.Loss;
import dev.doppel.testkit.SmallRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What a program is warned of, before the first step. */
final class NetworkAdviceTest {

  private static final String NOISE =
      "the network has dropout or noise (in: dropped, noisy, disconnected). Each forward pass draws"
          + " it anew, so the loss compares outputs of which different parts are switched off, and"
          + " views differ by more than the view policy says; published networks have none. Remove"
          + " it, unless you want to try just that";
  private static final String NO_BATCH_NORM =
      "there is no batch normalisation in the network or its heads, but the loss relies on it:"
          + " published runs without any collapse to one output for all samples, or learn little"
          + " (arXiv 2010.10241). Add it to the network or the heads, such as projector ="
          + " linear(256) bn relu linear(128), and keep guard feature-std";

  @Test
  void build_noisyNetworkWithoutBatchNorm_isWarnedOf() {
    assertThat(warnings(noisy(), "linear(4)")).containsExactly(NOISE, NO_BATCH_NORM);
  }

  @Test
  void build_batchNormInTheHeadsAlone_isEnough() {
    assertThat(warnings(noisy(), "linear(4) bn relu linear(4)")).containsExactly(NOISE);
  }

  @Test
  void of_methodsThatRelyOnBatchNorm_areThoseOfThePapers() {
    for (Method method : List.of(SmallRuns.byol(), SmallRuns.simsiam())) {
      Loss loss = method.loss();
      assertThat(NetworkAdvice.of(noisy().getConfiguration(), false, loss)).hasSize(2);
      assertThat(NetworkAdvice.of(noisy().getConfiguration(), true, loss)).hasSize(1);
    }
  }

  /** What is logged while a network is wired. */
  private static List<String> warnings(ComputationGraph network, String heads) {
    List<String> messages = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            messages.add(new SimpleFormatter().formatMessage(record));
          }

          @Override
          public void flush() {
            // Nothing is kept back.
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        };
    Recipe recipe =
        Recipe.empty()
            .withSettings(
                Map.of(
                    "recipe", "byol",
                    "projector", heads,
                    "predictor", heads,
                    "batch-size", "8",
                    "epochs", "1"),
                "the test");
    INDArray[] views = {
      Nd4j.ones(DataType.FLOAT, 8, 4), Nd4j.ones(DataType.FLOAT, 8, 4),
    };
    Logger logger = Logger.getLogger(NetworkAdvice.class.getName());
    logger.addHandler(handler);
    try {
      SelfSupervision.builder(recipe)
          .build(network, new Batches(List.of(new MultiDataSet(views, new INDArray[0]))));
    } finally {
      logger.removeHandler(handler);
    }
    return messages;
  }

  private static ComputationGraph noisy() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("dropped", dense().dropOut(0.5).build(), "in")
                .addLayer("noisy", dense().dropOut(new GaussianNoise(0.1)).build(), "dropped")
                .addLayer(
                    "disconnected", dense().weightNoise(new DropConnect(0.5)).build(), "noisy")
                .addLayer("plain", dense().build(), "disconnected")
                .setOutputs("plain")
                .build());
    network.init();
    return network;
  }

  private static DenseLayer.Builder dense() {
    return new DenseLayer.Builder().nIn(4).nOut(4);
  }
}
