package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.GhostBatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.dataset.ArrayDataset;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeException;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.option.Options;
import dev.doppel.testkit.SmallRuns;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class BatchNormPartsTest {

  @Test
  void isIn_anyDepth_findsBatchNormAlone() {
    assertThat(BatchNormParts.isIn(nested(BatchNorm.builder().build()))).isTrue();
    assertThat(BatchNormParts.isIn(nested(GhostBatchNorm.builder().build()))).isTrue();
    assertThat(BatchNormParts.isIn(nested(LayerNorm.builder().build()))).isFalse();
    assertThat(BatchNormParts.isIn(Blocks.identityBlock())).isFalse();
  }

  @Test
  void hasBatchNorm_backbonesByName_allButTransformersHaveIt() {
    DjlBackend backend = new DjlBackend();
    assertThat(backend.backbones())
        .allSatisfy(
            (name, options) ->
                assertThat(backend.hasBatchNorm(name, Options.defaults(options)))
                    .isEqualTo(!name.startsWith("vit-")));
  }

  @Test
  void of_batchOfOneAndUsersBackboneWithBatchNorm_isRefused() {
    assertThatThrownBy(() -> wire(() -> nested(BatchNorm.builder().build())))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            """
            1 problem in recipe (the test):
              batch-size = 1  must be at least 2, since there is batch normalisation (in: backbone) \
            (the test)\
            """);
  }

  @Test
  void of_batchOfOneAndUsersBackboneWithoutBatchNorm_isWired() {
    assertThatCode(() -> wire(() -> nested(LayerNorm.builder().build())))
        .doesNotThrowAnyException();
  }

  @Test
  void forward_batchOfOne_isRefused() {
    ViewBlock whole = SmallRuns.block(1);
    float[] first = Arrays.copyOf(whole.pixels(), SmallRuns.SIZE * SmallRuns.SIZE);
    ViewBlock one = new ViewBlock(1, 1, SmallRuns.SIZE, first);
    DjlBackend backend = new DjlBackend();
    TrainingPlan plan = SmallRuns.plan(backend, SmallRuns.byol());
    try (TrainingSession session = backend.open(plan, new StepListener() {})) {
      assertThatThrownBy(() -> session.step(new ViewBatch(Collections.nCopies(2, one))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a batch has 1 sample, but must have at least 2, since there is batch normalisation"
                  + " (in: backbone, projector, predictor); if it is the dataset's last, let the"
                  + " dataset drop a last batch that is not full");
      // The refusal leaves nothing behind: a whole batch still trains.
      session.step(new ViewBatch(List.of(whole, SmallRuns.block(2))));
    }
  }

  private static Block nested(Block inner) {
    return new SequentialBlock()
        .add(Blocks.batchFlattenBlock())
        .add(new SequentialBlock().add(inner));
  }

  /** Wires SimSiam without batch norm in its heads for pairs of rows, one a batch. */
  private static void wire(Supplier<Block> backbone) throws IOException {
    Recipe recipe =
        Recipe.empty()
            .withSettings(
                Map.of(
                    "recipe", "simsiam",
                    "batch-size", "1",
                    "projector", "linear(8)",
                    "predictor", "linear(8)"),
                "the test");
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), PytorchEngine.NAME)) {
      ArrayDataset rows =
          new ArrayDataset.Builder()
              .setData(manager.ones(new Shape(4, 6)), manager.ones(new Shape(4, 6)))
              .setSampling(1, false)
              .build();
      SelfSupervision.of(recipe, backbone, rows, new StepListener() {});
    }
  }
}
