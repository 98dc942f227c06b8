package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.RunStoppedException;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.option.Options;
import dev.doppel.testkit.SmallRuns;
import dev.doppel.testkit.TrainingBackendContract;
import java.io.IOException;
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
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

final class Dl4jSessionTest extends TrainingBackendContract {

  Dl4jSessionTest() {
    super(new Dl4jBackend());
  }

  @Override
  protected String absentDeviceMessage() {
    return "device 'gpu:9999' was asked for, but ND4J's natives see only ";
  }

  @Test
  void none_asTargetUpdate_hasNoSecondNetwork() {
    SelfSupervision shared = selfSupervision(SmallRuns.simsiam());
    SelfSupervision separate = selfSupervision(SmallRuns.byol());
    shared.encoder(Network.TARGET).params().putScalar(0, 7);
    separate.encoder(Network.TARGET).params().putScalar(0, 7);
    assertThat(shared.encoder(Network.ONLINE).params().getFloat(0)).isEqualTo(7);
    assertThat(separate.encoder(Network.ONLINE).params().getFloat(0)).isNotEqualTo(7);
  }

  private static SelfSupervision selfSupervision(Method method) {
    return selfSupervision(method, plainBackbone());
  }

  private static SelfSupervision selfSupervision(Method method, ComputationGraph backbone) {
    TrainingPlan plan = SmallRuns.plan(new Dl4jBackend(), method);
    return SelfSupervision.of(plan, backbone, new StepListener() {});
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
      ComputationGraph network = selfSupervision(SmallRuns.byol(), backbone).network();
      for (int k = 0; k < 3; k++) {
        INDArray[] views = {
          ViewDrawing.array(SmallRuns.block(2L * k)), ViewDrawing.array(SmallRuns.block(2L * k + 1))
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
    Method byol = SmallRuns.byol();
    Method guarded =
        new Method(
            byol.loss(),
            byol.targetUpdate(),
            byol.targetShaper(),
            List.of(),
            List.of(new ConfiguredGuard<>("non-finite", nonFinite(), GuardAction.STOP)),
            true,
            true);
    ComputationGraph network = selfSupervision(guarded).network();
    ViewBlock broken = SmallRuns.block(2);
    broken.pixels()[0] = Float.NaN;
    INDArray[] views = {ViewDrawing.array(SmallRuns.block(1)), ViewDrawing.array(broken)};
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

  private static CollapseMonitor nonFinite() {
    CollapseGuardFactory factory =
        PluginRegistry.discover().find(ExtensionKind.GUARD, "non-finite", "the test").factory();
    return (CollapseMonitor) factory.create(Options.defaults(factory.options()));
  }

  @Test
  void fit_batchOfOne_isRefused() {
    ComputationGraph network = selfSupervision(SmallRuns.byol()).network();
    INDArray[] views = {Nd4j.ones(1, 1, SmallRuns.SIZE, SmallRuns.SIZE), Nd4j.ones(1, 1, 12, 12)};
    assertThatThrownBy(() -> network.fit(views, new INDArray[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a batch has 1 sample, but must have at least 2, since there is batch normalisation"
                + " (in: backbone, projector, predictor); if it is the last of the data, let the"
                + " iterator drop a last batch that is not full");
  }

  @Test
  void fit_masks_areRefused() {
    ComputationGraph network = selfSupervision(SmallRuns.byol()).network();
    INDArray[] views = {
      ViewDrawing.array(SmallRuns.block(1)), ViewDrawing.array(SmallRuns.block(2))
    };
    INDArray[] masks = {Nd4j.ones(SmallRuns.BATCH)};
    assertThatThrownBy(() -> network.fit(views, null, masks, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "self-supervised training knows no masks, but the data has some; feed it without");
  }

  @Override
  protected float[] firstEmbedding(Path file, ViewBlock images) throws IOException {
    ComputationGraph network = ComputationGraph.load(file.toFile(), false);
    try (INDArray input = ViewDrawing.array(images)) {
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
            .setInputTypes(InputType.convolutional(SmallRuns.SIZE, SmallRuns.SIZE, 1))
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
