package dev.doppel.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.doppel.djl.CollapseWatch;
import dev.doppel.pipelines.siamese.Program;
import dev.doppel.runtime.step.RunStoppedException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DJL programs that watch for collapse a network that is none of this toolkit's. */
final class DjlCollapseWatchTest {

  private static final int IMAGES = 1_280;
  private static final int BATCH = 64;
  private static final int STEPS = 700;
  private static final int EPOCHS = 15;
  private static final long SEED = 5;

  @Test
  void programs_differ_byThreeLines() throws IOException {
    ProgramChecks.assertThreeLinesWatch("Program");
  }

  @Test
  void supervised_watched_learnsAndSavesTheSameModel(@TempDir Path folder) throws Exception {
    LossHistory history = new LossHistory();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      ArrayDataset images = Datasets.labelled(manager, Datasets.images(), IMAGES, BATCH);
      dev.doppel.pipelines.watched.Program.train(images, history, folder);
    }
    ProgramChecks.assertLearned(history.epochs, history.losses, 2 * IMAGES / BATCH);
    try (Model model = Model.newInstance("fashion", Device.cpu(), "PyTorch")) {
      model.setBlock(Networks.classifier());
      model.load(folder, "fashion");
      assertThat(model.getBlock().isInitialized()).isTrue();
    }
  }

  @Test
  void supervised_longRun_staysHealthy() throws Exception {
    WatchedRun run = new WatchedRun();
    CollapseWatch watch = CollapseWatch.of(WatchedRun.guards("stop"), run);
    trainClassifier(Networks.classifier(watch.over(Networks.backbone())), watch, EPOCHS);
    assertThat(run.events).as("%s", run).isEmpty();
    assertThat(run.steps).hasSize(EPOCHS * IMAGES / BATCH / 10);
    assertThat(run.ranks).hasSizeGreaterThan(WatchedRun.PATIENCE);
    // One pass of the backbone a step: no views to be compared.
    assertThat(run.alignments).isZero();
  }

  @Test
  void supervised_nothingSaidOfABlock_watchesTheOutputs() throws Exception {
    WatchedRun run = new WatchedRun();
    CollapseWatch watch = CollapseWatch.of(WatchedRun.guards("stop"), run);
    trainClassifier(Networks.classifier(), watch, 1);
    assertThat(run.steps).containsExactly(9L, 19L);
    // Ten classes have ten outputs.
    assertThat(run.firstRank()).isBetween(1.0, 10.0);
  }

  @Test
  void supervised_blockThatIsNotInTheNetwork_isRefused() {
    CollapseWatch watch = CollapseWatch.withDefaults();
    watch.over(Networks.backbone());
    assertThatThrownBy(() -> trainClassifier(Networks.classifier(), watch, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the block that is watched was not passed in this step: the network must contain what"
                + " over(...) returned");
  }

  @Test
  void siamese_stopGradient_staysHealthy() throws Exception {
    WatchedRun run = new WatchedRun();
    train(true, CollapseWatch.of(WatchedRun.guards("stop"), run));
    assertThat(run.events).as("seed %d, %s", SEED, run).isEmpty();
    assertThat(run.steps).hasSize(STEPS / 10).startsWith(9L, 19L);
    // The encoder is passed twice a step, which makes two views.
    assertThat(run.alignments).isEqualTo(STEPS / WatchedRun.ALIGNMENT_INTERVAL);
  }

  @Test
  void siamese_withoutStopGradient_isCaughtByRank() {
    WatchedRun run = new WatchedRun();
    CollapseWatch watch = CollapseWatch.of(WatchedRun.guards("stop"), run);
    assertThatThrownBy(() -> train(false, watch))
        .as("seed %d, %s", SEED, run)
        .isInstanceOfSatisfying(
            RunStoppedException.class, e -> run.assertDimensional(e.event().orElseThrow()));
  }

  @Test
  void supervised_diverges_goesBackAndLearnsWithALowerRate() throws Exception {
    WatchedRun run = new WatchedRun();
    CollapseWatch watch = CollapseWatch.of(WatchedRun.rollback(), run);
    Optimizer optimizer =
        watch.optimizer(
            Tracker.fixed(WatchedRun.DIVERGING_RATE),
            rates -> Optimizer.sgd().setLearningRateTracker(rates).optMomentum(0.9f).build());
    trainClassifier(
        Networks.classifier(watch.over(Networks.backbone())), watch, optimizer, WatchedRun.EPOCHS);
    run.assertWentBackAndLearned();
  }

  @Test
  void rollback_optimizerOfTheProgramsOwn_isRefused() {
    CollapseWatch watch = CollapseWatch.of(WatchedRun.rollback());
    assertThatThrownBy(() -> trainClassifier(Networks.classifier(), watch, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a guard's action is rollback, but the watch cannot take the optimizer back; give the"
                + " configuration the one that watch.optimizer(...) returns");
  }

  @Test
  void optimizer_twice_isRefused() {
    CollapseWatch watch = CollapseWatch.withDefaults();
    watch.optimizer(Tracker.fixed(1), rates -> Optimizer.adam().build());
    assertThatThrownBy(() -> watch.optimizer(Tracker.fixed(1), rates -> Optimizer.adam().build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the watch has an optimizer already; make a watch for each trainer");
  }

  @Test
  void over_twice_isRefused() {
    CollapseWatch watch = CollapseWatch.withDefaults();
    watch.over(Blocks.identityBlock());
    assertThatThrownBy(() -> watch.over(Blocks.identityBlock()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the outputs of another block are watched already; make a watch for each");
  }

  private static void trainClassifier(Block network, CollapseWatch watch, int epochs)
      throws Exception {
    trainClassifier(network, watch, Optimizer.adamW().build(), epochs);
  }

  private static void trainClassifier(
      Block network, CollapseWatch watch, Optimizer optimizer, int epochs) throws Exception {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        Model model = Model.newInstance("fashion", Device.cpu(), "PyTorch")) {
      manager.getEngine().setRandomSeed((int) SEED);
      model.setBlock(network);
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
              .optDevices(new Device[] {Device.cpu()})
              .optOptimizer(optimizer)
              .addTrainingListeners(watch);
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(1, 1, 28, 28));
        EasyTrain.fit(
            trainer, epochs, Datasets.labelled(manager, Datasets.images(), IMAGES, BATCH), null);
      }
    }
  }

  private static void train(boolean stopsGradient, CollapseWatch watch) throws Exception {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      manager.getEngine().setRandomSeed((int) SEED);
      float[][][] pairs = ImagePairs.draw(Datasets.images(), IMAGES, STEPS * BATCH, SEED);
      Program.train(Datasets.pairsOfImages(manager, pairs, BATCH), stopsGradient, watch);
    }
  }
}
