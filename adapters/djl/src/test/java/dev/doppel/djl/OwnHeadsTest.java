package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.util.Pair;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Projectors and predictors of a program's own blocks. */
final class OwnHeadsTest {

  private static final int BATCH = 16;
  private static final int COLUMNS = 5;
  private static final int EPOCHS = 8;

  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), PytorchEngine.NAME);
  private final List<Double> losses = new ArrayList<>();

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void fit_ownHeads_trainsThem() throws Exception {
    SelfSupervision own = wired(OwnHeadsTest::head, OwnHeadsTest::head);
    try (Model model = Model.newInstance("own", Device.cpu(), PytorchEngine.NAME);
        Trainer trainer = trainer(own, model)) {
      List<float[]> before = weights(own.block());
      EasyTrain.fit(trainer, EPOCHS, data(), null);
      own.flush();
      List<float[]> after = weights(own.block());
      // The backbone's and two in each head, and the target's own of all but the predictor.
      assertThat(after).hasSize(8);
      for (int i = 0; i < after.size(); i++) {
        assertThat(after.get(i)).as("weight %d", i).isNotEqualTo(before.get(i));
      }
    }
    int last = losses.size() - 1;
    assertThat(losses).hasSize(4 * EPOCHS);
    assertThat(losses.get(last)).isLessThan(losses.get(0) - 0.2);
  }

  @Test
  void initialize_predictorOfAnotherWidth_namesBothWidths() throws Exception {
    Supplier<Block> loaded =
        () -> {
          Block block = linear(4);
          block.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
          return block;
        };
    assertRefused(
        () -> linear(4),
        loaded,
        "the predictor takes 3 columns, but the projector's output has 4; make them equal, or leave"
            + " the predictor uninitialized");
    assertRefused(
        loaded,
        () -> linear(4),
        "the projector takes 3 columns, but the backbone's output has 6; make them equal, or leave"
            + " the projector uninitialized");
  }

  @Test
  void initialize_predictionsWiderThanTargets_namesBothWidths() throws Exception {
    assertRefused(
        () -> linear(4),
        () -> linear(7),
        "the predictor's output has 7 columns, but the targets that it is compared with have 4; end"
            + " the predictor as wide as the projector");
  }

  @Test
  void build_oneProjectorForBothNetworks_isRefused() {
    Block only = linear(4);
    assertThatThrownBy(() -> wired(() -> only, () -> linear(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the projector's supplier returned one block twice, but the online and the target"
                + " network have a projector each; let it make a new one at each call");
  }

  private void assertRefused(Supplier<Block> projector, Supplier<Block> predictor, String message)
      throws Exception {
    SelfSupervision own = wired(projector, predictor);
    try (Model model = Model.newInstance("own", Device.cpu(), PytorchEngine.NAME)) {
      assertThatThrownBy(() -> trainer(own, model))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  private static Trainer trainer(SelfSupervision own, Model model) {
    Trainer trainer =
        own.newTrainer(
            model,
            new DefaultTrainingConfig(Loss.l2Loss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(own.optimizer()));
    try {
      trainer.initialize(new Shape(BATCH, COLUMNS));
      return trainer;
    } catch (IllegalArgumentException e) {
      trainer.close();
      throw e;
    }
  }

  private SelfSupervision wired(Supplier<Block> projector, Supplier<Block> predictor)
      throws Exception {
    Recipe recipe =
        Recipe.empty()
            .withSettings(
                Map.of(
                    "recipe", "byol",
                    "optimizer", "sgd",
                    "optimizer.learning-rate", "0.2",
                    "batch-size", String.valueOf(BATCH),
                    "epochs", String.valueOf(EPOCHS)),
                "the test");
    StepListener listener =
        new StepListener() {
          @Override
          public void onStep(StepRecord record) {
            losses.add(record.loss());
          }
        };
    return SelfSupervision.builder(recipe)
        .projector(projector)
        .predictor(predictor)
        .listener(listener)
        .build(() -> linear(6), data());
  }

  /** The online network's weights, and the target's. */
  private static List<float[]> weights(Block block) {
    List<float[]> weights = new ArrayList<>();
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      if (parameter.getValue().getType() == Parameter.Type.WEIGHT) {
        weights.add(parameter.getValue().getArray().toFloatArray());
      }
    }
    return weights;
  }

  private static Block head() {
    return new SequentialBlock()
        .add(linear(7))
        .add(BatchNorm.builder().build())
        .add(Activation.reluBlock())
        .add(linear(4));
  }

  private static Block linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  /** Rows of numbers in two noisy versions, four batches of them. */
  private ArrayDataset data() {
    manager.getEngine().setRandomSeed(9);
    Shape shape = new Shape(4L * BATCH, COLUMNS);
    NDArray rows = manager.randomNormal(shape);
    return new ArrayDataset.Builder()
        .setData(
            rows.add(manager.randomNormal(shape).mul(0.1f)),
            rows.add(manager.randomNormal(shape).mul(0.1f)))
        .setSampling(BATCH, true, true)
        .build();
  }
}
