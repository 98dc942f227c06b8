package org.example.application;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import dev.doppel.djl.SelfSupervision;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Trains a network on images for an epoch, as a recipe says, and goes on from a checkpoint if there
 * is one. Arguments: the recipe's file and the checkpoint's.
 */
public final class DjlProgram {

  private static final int IMAGES = 64;
  private static final int BATCH = 16;
  private static final int SIZE = 16;

  private DjlProgram() {}

  /**
   * Trains.
   *
   * @param arguments the recipe's file and the checkpoint's
   * @throws Exception if something fails
   */
  public static void main(String[] arguments) throws Exception {
    Path recipe = Path.of(arguments[0]);
    Path checkpoint = Path.of(arguments[1]);
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Model model = Model.newInstance("application", "PyTorch")) {
      ArrayDataset images =
          new ArrayDataset.Builder()
              .setData(manager.randomUniform(0, 1, new Shape(IMAGES, 1, SIZE, SIZE)))
              .setSampling(BATCH, false, true)
              .build();
      SelfSupervision learning = SelfSupervision.load(recipe, DjlProgram::backbone, images);
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.l2Loss()).optOptimizer(learning.optimizer());
      try (Trainer trainer = learning.newTrainer(model, config)) {
        trainer.initialize(new Shape(BATCH, 1, SIZE, SIZE));
        if (Files.exists(checkpoint)) {
          learning.restoreCheckpoint(checkpoint);
        }
        EasyTrain.fit(trainer, 1, images, null);
        learning.saveCheckpoint(checkpoint);
      }
    }
    System.out.println("trained");
  }

  private static Block backbone() {
    return new SequentialBlock()
        .add(
            Conv2d.builder()
                .setFilters(8)
                .setKernelShape(new Shape(3, 3))
                .optStride(new Shape(2, 2))
                .build())
        .add(Activation.reluBlock())
        .add(Blocks.batchFlattenBlock());
  }
}
