package dev.doppel.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Pair;
import ai.djl.util.RandomUtils;
import dev.doppel.djl.SelfSupervision;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.testkit.RecordedSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A DJL program that goes on from a checkpoint. */
final class DjlResumeTest {

  private static final int IMAGES = 160;
  private static final int BATCH = 32;
  private static final int STEPS_PER_EPOCH = IMAGES / BATCH;
  private static final int EPOCHS = 2;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "recipe", "byol",
          "projector", "linear(64) bn relu linear(32)",
          "predictor", "linear(64) bn relu linear(32)",
          "batch-size", String.valueOf(BATCH),
          "epochs", String.valueOf(EPOCHS));

  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  /** A program of the user's own loop. */
  private final class Program implements AutoCloseable {

    private final RecordedSteps steps = new RecordedSteps();
    private final Model model = Model.newInstance("fashion", Device.cpu(), "PyTorch");
    private final ArrayDataset images =
        Datasets.labelled(manager, Datasets.images(), IMAGES, BATCH);
    private final SelfSupervision byol;
    private final Trainer trainer;
    private int done;

    Program(Map<String, String> settings, Function<SelfSupervision, Optimizer> optimizer)
        throws Exception {
      byol =
          SelfSupervision.of(
              Recipe.empty().withSettings(settings, "the test"), Networks::backbone, images, steps);
      trainer =
          byol.newTrainer(
              model,
              new DefaultTrainingConfig(Loss.l2Loss())
                  .optDevices(new Device[] {Device.cpu()})
                  .optOptimizer(optimizer.apply(byol)));
      trainer.initialize(new Shape(1, 1, 28, 28));
    }

    Program() throws Exception {
      this(SETTINGS, SelfSupervision::optimizer);
    }

    /** Takes the rest of an epoch's steps, and saves after one of them. */
    void epoch(int epoch, int saveAfter, Path file) throws Exception {
      // DJL shuffles by a generator of the whole program.
      RandomUtils.RANDOM.setSeed(epoch);
      for (Batch batch : trainer.iterateDataset(images)) {
        EasyTrain.trainBatch(trainer, batch);
        trainer.step();
        batch.close();
        done++;
        if (done == saveAfter) {
          byol.saveCheckpoint(file);
        }
      }
    }

    List<float[]> parameters() {
      List<float[]> values = new ArrayList<>();
      for (Pair<String, Parameter> parameter : byol.block().getParameters()) {
        values.add(parameter.getValue().getArray().toFloatArray());
      }
      return values;
    }

    @Override
    public void close() {
      trainer.close();
      model.close();
    }
  }

  @Test
  void restore_anywhere_isTheUninterruptedRun() throws Exception {
    for (int saveAfter : new int[] {2, STEPS_PER_EPOCH, STEPS_PER_EPOCH + 3}) {
      Path file = folder.resolve("after-" + saveAfter + ".checkpoint");
      List<Double> expected;
      List<float[]> parameters;
      try (Program whole = new Program()) {
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
          whole.epoch(epoch, saveAfter, file);
        }
        whole.byol.flush();
        expected = whole.steps.losses();
        parameters = whole.parameters();
      }
      try (Program resumed = new Program()) {
        resumed.byol.restoreCheckpoint(file);
        for (int epoch = (saveAfter - 1) / STEPS_PER_EPOCH; epoch < EPOCHS; epoch++) {
          resumed.epoch(epoch, -1, file);
        }
        resumed.byol.flush();
        assertThat(resumed.done).isEqualTo(EPOCHS * STEPS_PER_EPOCH - saveAfter);
        assertThat(expected).hasSize(EPOCHS * STEPS_PER_EPOCH).endsWith(lossesOf(resumed));
        assertThat(resumed.parameters()).usingRecursiveComparison().isEqualTo(parameters);
      }
      assertThat(folder.toFile().list()).allMatch(name -> name.endsWith(".checkpoint"));
    }
  }

  private static Double[] lossesOf(Program program) {
    return program.steps.losses().toArray(Double[]::new);
  }

  @Test
  void saveCheckpoint_inOnEpochOfEasyTrain_goesOnWithTheNext() throws Exception {
    Path file = folder.resolve("run.checkpoint");
    List<StepRecord> expected;
    try (Program first = new Program()) {
      RandomUtils.RANDOM.setSeed(0);
      EasyTrain.fit(first.trainer, 1, first.images, null);
      first.byol.saveCheckpoint(file);
      RandomUtils.RANDOM.setSeed(1);
      EasyTrain.fit(first.trainer, 1, first.images, null);
      first.byol.flush();
      expected = first.steps.records();
    }
    try (Program second = new Program()) {
      second.byol.restoreCheckpoint(file);
      RandomUtils.RANDOM.setSeed(1);
      EasyTrain.fit(second.trainer, 1, second.images, null);
      second.byol.flush();
      // The steps of the first epoch were saved before their losses were read, and are told here.
      assertThat(second.steps.records()).isEqualTo(expected);
    }
  }

  @Test
  void saveCheckpoint_optimizerOfDjl_isRefused() throws Exception {
    Path file = folder.resolve("run.checkpoint");
    try (Program adam = new Program(SETTINGS, byol -> Optimizer.adam().build())) {
      adam.epoch(0, -1, file);
      assertThatThrownBy(() -> adam.byol.saveCheckpoint(file))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "a checkpoint would lack what Adam remembers, which DJL does not let anyone read; to"
                  + " save runs, train with SelfSupervision.optimizer(), the recipe's");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saveCheckpoint_betweenBackwardAndStep_isRefused() throws Exception {
    try (Program program = new Program()) {
      Batch batch = program.trainer.iterateDataset(program.images).iterator().next();
      EasyTrain.trainBatch(program.trainer, batch);
      assertThatThrownBy(() -> program.byol.saveCheckpoint(folder.resolve("run.checkpoint")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "a run can be saved between steps only: after trainer.step(), or at the end of an"
                  + " epoch");
      program.trainer.step();
      program.byol.saveCheckpoint(folder.resolve("run.checkpoint"));
      batch.close();
    }
  }

  @Test
  void restoreCheckpoint_otherRecipeOrFile_isRefusedByName() throws Exception {
    Path file = folder.resolve("run.checkpoint");
    try (Program program = new Program()) {
      program.byol.saveCheckpoint(file);
    }
    Map<String, String> others = new java.util.HashMap<>(SETTINGS);
    others.put("seed", "8");
    Path foreign = Files.writeString(folder.resolve("notes.txt"), "not a checkpoint at all");
    try (Program other = new Program(others, SelfSupervision::optimizer)) {
      assertThatThrownBy(() -> other.byol.restoreCheckpoint(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(file + ": it is of another run (seed is '0' there and '8' here)");
      assertThatThrownBy(() -> other.byol.restoreCheckpoint(foreign))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(foreign + ": it is not a checkpoint of Doppel's");
      assertThatThrownBy(() -> other.byol.restoreCheckpoint(folder.resolve("none")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("there is no such checkpoint");
    }
  }
}
