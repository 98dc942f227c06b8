package dev.doppel.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import dev.doppel.djl.SelfSupervision;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.testkit.RecordedSteps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A DJL program, with labels and without. */
final class DjlProgramTest {

  private static final int IMAGES = 1_280;
  private static final int BATCH = 64;
  private static final int STEPS = 2 * IMAGES / BATCH;

  @Test
  void programs_differ_byTenLinesAtMost() throws IOException {
    ProgramChecks.assertFewLinesDiffer("Program");
  }

  @Test
  void supervised_easyTrain_learns(@TempDir Path folder) throws Exception {
    LossHistory history = new LossHistory();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      ArrayDataset images = Datasets.labelled(manager, Datasets.images(), IMAGES, BATCH);
      dev.doppel.pipelines.supervised.Program.train(images, history, folder);
    }
    assertLearned(history);
  }

  @Test
  void selfSupervised_easyTrain_learnsAndSavesPlainModel(@TempDir Path folder) throws Exception {
    LossHistory history = new LossHistory();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      ArrayDataset images = Datasets.labelled(manager, Datasets.images(), IMAGES, BATCH);
      dev.doppel.pipelines.selfsupervised.Program.train(images, history, folder);
    }
    assertLearned(history);
    try (Model model = Model.newInstance("fashion", Device.cpu(), "PyTorch")) {
      model.setBlock(Networks.backbone());
      model.load(folder, "fashion");
      assertThat(model.getBlock().isInitialized()).isTrue();
    }
  }

  @Test
  void arraysOfTheUsersOwn_trainWithoutViews() throws Exception {
    RecordedSteps steps = new RecordedSteps();
    Recipe recipe =
        Recipe.empty()
            .withSettings(
                Map.of("recipe", "simsiam", "batch-size", "32", "epochs", "4"), "the test");
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        Model model = Model.newInstance("rows", Device.cpu(), "PyTorch")) {
      ArrayDataset rows = Datasets.pairsOfRows(manager, 320, 12, 32);
      SelfSupervision simsiam = SelfSupervision.of(recipe, Blocks::identityBlock, rows, steps);
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.l2Loss())
              .optDevices(new Device[] {Device.cpu()})
              .optOptimizer(simsiam.optimizer());
      try (Trainer trainer = simsiam.newTrainer(model, config)) {
        trainer.initialize(new Shape(32, 12));
        EasyTrain.fit(trainer, 4, rows, null);
      }
    }
    assertThat(steps.losses()).hasSize(40);
    assertThat(steps.losses().get(39)).isLessThan(steps.losses().get(0));
  }

  @Test
  void newTrainer_modelWithBlock_isRefused() throws Exception {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        Model model = Model.newInstance("fashion", Device.cpu(), "PyTorch")) {
      ArrayDataset images = Datasets.labelled(manager, Datasets.images(), BATCH, BATCH);
      SelfSupervision byol =
          SelfSupervision.load(Path.of("byol.properties"), Networks::backbone, images);
      model.setBlock(Networks.classifier());
      assertThatThrownBy(() -> byol.newTrainer(model, new DefaultTrainingConfig(Loss.l2Loss())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "model 'fashion' has a block already; leave model.setBlock out, the trainer sets its"
                  + " own");
    }
  }

  @Test
  void load_arrayThatIsNoImage_isRefused() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      ArrayDataset rows =
          new ArrayDataset.Builder()
              .setData(manager.zeros(new Shape(BATCH, 12)))
              .setSampling(BATCH, false)
              .build();
      assertThatThrownBy(
              () -> SelfSupervision.load(Path.of("byol.properties"), Networks::backbone, rows))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a sample has one array of shape (12), which is no image of [1 or 3, size, size] to"
                  + " draw views from; give each sample one array a view instead");
    }
  }

  private static void assertLearned(LossHistory history) {
    ProgramChecks.assertLearned(history.epochs, history.losses, STEPS);
  }
}
