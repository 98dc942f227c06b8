package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import dev.doppel.runtime.recipe.Recipe;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blocks of a program's own, and local crops of 12 pixels beside views of 28. */
final class ViewSizesTest {

  private static final int SIZE = 28;

  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), PytorchEngine.NAME);

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void initialize_blockOfOneSize_isRefusedWithTheView() {
    // A linear layer tells its output's shape for inputs that its weights do not take.
    assertThatThrownBy(
            () ->
                initialize(
                    () ->
                        new SequentialBlock()
                            .add(Blocks.batchFlattenBlock())
                            .add(Linear.builder().setUnits(6).build())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "view 'local-1' has 12 x 12 pixels, but the backbone takes 28 x 28 only (")
        .hasMessageEndingWith(
            "); end it with an average over positions, or give all views one size")
        .hasCauseInstanceOf(RuntimeException.class);
  }

  @Test
  void initialize_outputOfOtherWidth_isRefusedWithBoth() {
    assertThatThrownBy(() -> initialize(() -> new SequentialBlock().add(convolution())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "view 'local-1' has 12 x 12 pixels, but the backbone takes 28 x 28 only (its output"
                + " would have 200 columns in place of 1352); end it with an average over positions,"
                + " or give all views one size");
  }

  @Test
  void initialize_blockOfAnySize_isTaken() throws Exception {
    Shape[] shapes =
        initialize(() -> new SequentialBlock().add(convolution()).add(Pool.globalAvgPool2dBlock()));
    assertThat(shapes).isNotEmpty();
  }

  private static Block convolution() {
    return Conv2d.builder().setFilters(2).setKernelShape(new Shape(3, 3)).build();
  }

  /** Initializes a run, and tells the shapes of its outputs. */
  private Shape[] initialize(Supplier<Block> backbone) throws Exception {
    Recipe recipe =
        Recipe.empty()
            .withSettings(
                Map.of(
                    "recipe", "swav",
                    "views.local-size", "12",
                    "predictor", "prototypes(8)",
                    "batch-size", "4",
                    "steps", "1"),
                "the test");
    ArrayDataset images =
        new ArrayDataset.Builder()
            .setData(manager.randomUniform(0, 1, new Shape(4, 1, SIZE, SIZE)))
            .setSampling(4, false)
            .build();
    SelfSupervision wired = SelfSupervision.builder(recipe).build(backbone, images);
    try (Model model = Model.newInstance("sizes", Device.cpu(), PytorchEngine.NAME);
        Trainer trainer =
            wired.newTrainer(
                model,
                new DefaultTrainingConfig(Loss.l2Loss())
                    .optDevices(new Device[] {Device.cpu()})
                    .optOptimizer(wired.optimizer()))) {
      Shape input = new Shape(4, 1, SIZE, SIZE);
      trainer.initialize(input);
      return wired.block().getOutputShapes(new Shape[] {input});
    }
  }
}
