package dev.doppel.pipelines;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import java.util.ArrayList;
import java.util.List;

/** A user's listener: it keeps the loss of each batch and counts epochs. */
final class LossHistory extends TrainingListenerAdapter {

  final List<Double> losses = new ArrayList<>();
  int epochs;

  @Override
  public void onTrainingBatch(Trainer trainer, BatchData batch) {
    var device = trainer.getDevices()[0];
    losses.add(
        (double)
            trainer
                .getLoss()
                .evaluate(batch.getLabels().get(device), batch.getPredictions().get(device))
                .getFloat());
  }

  @Override
  public void onEpoch(Trainer trainer) {
    epochs++;
  }
}
