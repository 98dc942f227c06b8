package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.runtime.training.DeviceException;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.spi.loss.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DjlSessionTest {

  private final DjlBackend backend = new DjlBackend();
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
        .hasMessageStartingWith(
            "device 'gpu:9999' was asked for, but DJL's PyTorch engine sees only cpu");
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
      assertThat(loadWithDjlAlone(file)).containsExactly(expected[0], within(0f));
    }
  }

  @Test
  void openEncoder_otherBackbone_isRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("encoder-0000.params");
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
    assertThat(shared.encoder(Network.TARGET)).isSameAs(shared.encoder(Network.ONLINE));
    assertThat(separate.encoder(Network.TARGET)).isNotSameAs(separate.encoder(Network.ONLINE));
  }

  private static SelfSupervision selfSupervision(Method method) {
    return SelfSupervision.of(
        Plans.plan(method), DjlSessionTest::plainBackbone, new StepListener() {});
  }

  /** Reads the file as a program would that knows DJL only. */
  private static float[] loadWithDjlAlone(Path file) throws IOException {
    try (Model model = Model.newInstance("encoder", Device.cpu(), "PyTorch")) {
      Block backbone = plainBackbone();
      model.setBlock(backbone);
      model.load(file.getParent(), "encoder");
      ParameterStore parameters = new ParameterStore(model.getNDManager(), false);
      parameters.setParameterServer(null, new Device[] {Device.cpu()});
      NDArray input = new InputBuffers().array(model.getNDManager(), 0, Plans.block(5));
      NDArray output = backbone.forward(parameters, new NDList(input), false).singletonOrThrow();
      return output.get(0).toFloatArray();
    } catch (ai.djl.MalformedModelException e) {
      throw new IOException(e);
    }
  }

  private static Block plainBackbone() {
    SequentialBlock block = new SequentialBlock();
    for (int filters : new int[] {4, 8}) {
      block
          .add(
              Conv2d.builder()
                  .setFilters(filters)
                  .setKernelShape(new ai.djl.ndarray.types.Shape(3, 3))
                  .optStride(new ai.djl.ndarray.types.Shape(2, 2))
                  .optPadding(new ai.djl.ndarray.types.Shape(1, 1))
                  .optBias(false)
                  .build())
          .add(BatchNorm.builder().optEpsilon(1e-5f).build())
          .add(Activation.reluBlock());
    }
    return block.add(Blocks.batchFlattenBlock());
  }
}
