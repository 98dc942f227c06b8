package dev.doppel.pipelines.watched;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import dev.doppel.djl.CollapseWatch;
import dev.doppel.pipelines.Networks;
import java.nio.file.Path;

/** Trains a network on images. */
public final class Program {

  private Program() {}

  public static void train(RandomAccessDataset images, TrainingListener listener, Path folder)
      throws Exception {
    try (Model model = Model.newInstance("fashion", "PyTorch")) {
      CollapseWatch watch = CollapseWatch.withDefaults();
      model.setBlock(Networks.classifier(watch.over(Networks.backbone())));
      DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss());
      config.optOptimizer(Optimizer.adamW().build()).addTrainingListeners(listener, watch);
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(1, 1, 28, 28));
        EasyTrain.fit(trainer, 2, images, null);
      }
      model.save(folder, "fashion");
    }
  }
}
