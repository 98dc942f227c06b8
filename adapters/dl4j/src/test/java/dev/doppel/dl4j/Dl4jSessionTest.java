package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.RunStoppedException;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.runtime.training.DeviceException;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.loss.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

final class Dl4jSessionTest {

  private final Dl4jBackend backend = new Dl4jBackend();
  private final List<StepRecord> records = new ArrayList<>();
  private final StepListener listener =
      new StepListener() {
        @Override
        public void onStep(StepRecord record) {
          records.add(record);
        }
      };

  @Test
  void step_sameBatch_lowersTheLoss() {
    for (Method method : List.of(Plans.byol(), Plans.simsiam())) {
      records.clear();
      try (TrainingSession session = backend.open(Plans.plan(method), listener)) {
        for (int k = 0; k < 30; k++) {
          session.step(Plans.batch(1));
        }
        session.flush();
      }
      assertThat(records).hasSize(30);
      assertThat(records.get(29).loss()).isLessThan(records.get(0).loss() - 0.2);
      assertThat(records.get(0).figures()).containsEntry("learning-rate", 0.05);
    }
  }

  @Test
  void step_sameSeed_isTheSameRun() {
    List<Double> losses = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      records.clear();
      try (TrainingSession session = backend.open(Plans.plan(Plans.byol()), listener)) {
        for (int k = 0; k < 5; k++) {
          session.step(Plans.batch(k));
        }
        session.flush();
      }
      losses.add(records.get(4).loss());
    }
    assertThat(losses.get(1)).isEqualTo(losses.get(0));
  }

  @Test
  void step_jointStatistics_differFromPerView() {
    List<Double> losses = new ArrayList<>();
    for (BatchStatistics statistics : BatchStatistics.values()) {
      records.clear();
      TrainingPlan plan = Plans.plan(Plans.byol(), "cpu", statistics);
      try (TrainingSession session = backend.open(plan, listener)) {
        session.step(Plans.batch(1));
        session.flush();
      }
      losses.add(records.get(0).loss());
    }
    // Views of one size share a pass both per size and jointly.
    assertThat(losses.get(1)).isEqualTo(losses.get(2));
    assertThat(losses.get(0)).isNotCloseTo(losses.get(2), within(1e-4));
  }

  @Test
  void step_tooFewViews_isRefused() {
    try (TrainingSession session = backend.open(Plans.plan(Plans.byol()), listener)) {
      assertThatThrownBy(
              () ->
                  session.step(new dev.doppel.runtime.training.ViewBatch(List.of(Plans.block(1)))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the loss needs view 1, but a batch has 1 views; give each sample as many arrays as"
                  + " the view policy has views");
    }
  }

  @Test
  void open_absentDevice_isADeviceError() {
    TrainingPlan plan = Plans.plan(Plans.byol(), "gpu:9999", BatchStatistics.PER_VIEW);
    assertThatThrownBy(() -> backend.open(plan, listener))
        .isInstanceOf(DeviceException.class)
        .hasMessageStartingWith("device 'gpu:9999' was asked for, but ND4J's natives see only ");
  }

  @Test
  void saveEncoder_trained_loadsBackEqual(@TempDir Path folder) throws IOException {
    TrainingPlan plan = Plans.plan(Plans.byol());
    try (TrainingSession session = backend.open(plan, listener)) {
      session.step(Plans.batch(1));
      Path file = session.saveEncoder(folder, "encoder");
      assertThat(folder).isDirectoryContaining(path -> path.equals(file));
      assertThat(folder.toFile().list()).hasSize(1);
      float[][] expected = session.embed(Plans.block(5));
      assertThat(expected[0]).hasSize(session.embeddingWidth());
      try (Encoder encoder = backend.openEncoder(plan, file)) {
        assertThat(encoder.width()).isEqualTo(session.embeddingWidth());
        assertThat(encoder.embed(Plans.block(5))).isDeepEqualTo(expected);
      }
      assertThat(loadWithDl4jAlone(file)).containsExactly(expected[0], within(0f));
    }
  }

  @Test
  void openEncoder_otherBackbone_isRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("encoder.zip");
    Files.writeString(file, "not a model");
    assertThatThrownBy(() -> backend.openEncoder(Plans.plan(Plans.byol()), file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot read encoder " + file);
  }

  @Test
  void encoder_targetChosen_isTheTargetNetwork() {
    TrainingPlan online = Plans.plan(Plans.byol());
    TrainingPlan target =
        new TrainingPlan(
            online.method(),
            online.backbone(),
            online.backboneOptions(),
            online.projector(),
            online.predictor(),
            online.batchStatistics(),
            online.optimizer(),
            online.views(),
            online.channels(),
            online.batchSize(),
            online.steps(),
            online.stepsPerEpoch(),
            online.seed(),
            online.device(),
            online.threads(),
            Network.TARGET);
    try (TrainingSession one = backend.open(online, listener);
        TrainingSession other = backend.open(target, listener)) {
      assertThat(other.embed(Plans.block(5))).isDeepEqualTo(one.embed(Plans.block(5)));
      one.step(Plans.batch(1));
      other.step(Plans.batch(1));
      assertThat(other.embed(Plans.block(5))[0]).isNotEqualTo(one.embed(Plans.block(5))[0]);
    }
  }

  @Test
  void none_asTargetUpdate_hasNoSecondNetwork() {
    SelfSupervision shared = selfSupervision(Plans.simsiam());
    SelfSupervision separate = selfSupervision(Plans.byol());
    shared.encoder(Network.TARGET).params().putScalar(0, 7);
    separate.encoder(Network.TARGET).params().putScalar(0, 7);
    assertThat(shared.encoder(Network.ONLINE).params().getFloat(0)).isEqualTo(7);
    assertThat(separate.encoder(Network.ONLINE).params().getFloat(0)).isNotEqualTo(7);
  }

  private static SelfSupervision selfSupervision(Method method) {
    return SelfSupervision.of(Plans.plan(method), plainBackbone(), new StepListener() {});
  }

  @Test
  void fit_eitherWorkspaceMode_isTheSameRun() {
    List<Double> losses = new ArrayList<>();
    for (WorkspaceMode mode : WorkspaceMode.values()) {
      if (mode != WorkspaceMode.ENABLED && mode != WorkspaceMode.NONE) {
        continue;
      }
      ComputationGraph backbone = plainBackbone();
      backbone.getConfiguration().setTrainingWorkspaceMode(mode);
      ComputationGraph network =
          SelfSupervision.of(Plans.plan(Plans.byol()), backbone, listener).network();
      for (int k = 0; k < 3; k++) {
        INDArray[] views = {
          ViewDrawing.array(Plans.block(2L * k)), ViewDrawing.array(Plans.block(2L * k + 1))
        };
        network.fit(views, new INDArray[0]);
      }
      losses.add(network.score());
    }
    assertThat(losses).hasSize(2);
    assertThat(losses.get(1)).isEqualTo(losses.get(0));
  }

  @Test
  void fit_guardThatStops_endsWithItsEvent() {
    Method byol = Plans.byol();
    Method guarded =
        new Method(
            byol.loss(),
            byol.targetUpdate(),
            byol.targetShaper(),
            List.of(),
            List.of(Plans.monitor("non-finite")),
            true,
            true);
    ComputationGraph network =
        SelfSupervision.of(Plans.plan(guarded), plainBackbone(), listener).network();
    ViewBlock broken = Plans.block(2);
    broken.pixels()[0] = Float.NaN;
    INDArray[] views = {ViewDrawing.array(Plans.block(1)), ViewDrawing.array(broken)};
    RunStoppedException stopped =
        catchThrowableOfType(
            RunStoppedException.class,
            () -> {
              for (int k = 0; k < 50; k++) {
                network.fit(views, new INDArray[0]);
              }
            });
    assertThat(stopped).hasMessageStartingWith("non-finite at step ");
    // The step was complete, listeners heard of it, and DL4J counted it.
    assertThat((long) network.getIterationCount())
        .isEqualTo(stopped.event().orElseThrow().step() + 1);
  }

  @Test
  void fit_batchOfOne_isRefused() {
    ComputationGraph network =
        SelfSupervision.of(Plans.plan(Plans.byol()), plainBackbone(), listener).network();
    INDArray[] views = {Nd4j.ones(1, 1, Plans.SIZE, Plans.SIZE), Nd4j.ones(1, 1, 12, 12)};
    assertThatThrownBy(() -> network.fit(views, new INDArray[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a batch has 1 sample, but must have at least 2, since there is batch normalisation"
                + " (in: backbone, projector, predictor); if it is the last of the data, let the"
                + " iterator drop a last batch that is not full");
  }

  @Test
  void fit_masks_areRefused() {
    ComputationGraph network =
        SelfSupervision.of(Plans.plan(Plans.byol()), plainBackbone(), listener).network();
    INDArray[] views = {ViewDrawing.array(Plans.block(1)), ViewDrawing.array(Plans.block(2))};
    INDArray[] masks = {Nd4j.ones(Plans.BATCH)};
    assertThatThrownBy(() -> network.fit(views, null, masks, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "self-supervised training knows no masks, but the data has some; feed it without");
  }

  /** Reads the file as a program would that knows DL4J only. */
  private static float[] loadWithDl4jAlone(Path file) throws IOException {
    ComputationGraph network = ComputationGraph.load(file.toFile(), false);
    try (INDArray input = ViewDrawing.array(Plans.block(5))) {
      return network.output(false, input)[0].getRow(0).toFloatVector();
    }
  }

  private static ComputationGraph plainBackbone() {
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .updater(new Sgd(0.05))
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.convolutional(Plans.SIZE, Plans.SIZE, 1))
            .addLayer(
                "convolution",
                new ConvolutionLayer.Builder(3, 3).stride(2, 2).nOut(4).build(),
                "in")
            .addLayer("norm", new BatchNormalization(), "convolution")
            .setOutputs("norm");
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }
}
