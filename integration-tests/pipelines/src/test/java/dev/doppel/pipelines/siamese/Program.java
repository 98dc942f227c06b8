package dev.doppel.pipelines.siamese;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.doppel.djl.CollapseWatch;

/** Trains a siamese network of the user's own on pairs of views. */
public final class Program {

  private Program() {}

  public static void train(RandomAccessDataset pairs, boolean stopsGradient, CollapseWatch watch)
      throws Exception {
    try (Model model = Model.newInstance("siamese", Device.cpu(), "PyTorch")) {
      model.setBlock(new SiameseNetwork(watch.over(SiameseNetwork.encoder())));
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(new SiameseLoss(stopsGradient))
              .optDevices(new Device[] {Device.cpu()})
              .optOptimizer(Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build())
              .addTrainingListeners(watch);
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(1, 784), new Shape(1, 784));
        EasyTrain.fit(trainer, 1, pairs, null);
      }
    }
  }
}
