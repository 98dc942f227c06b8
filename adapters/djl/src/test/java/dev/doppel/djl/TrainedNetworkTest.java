package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.doppel.runtime.step.NetworkState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrainedNetworkTest {

  private static final int SEED = 3;

  @Test
  void restore_kept_isTheSameBitForBitAndTrainsOn() throws Exception {
    Block block =
        new SequentialBlock()
            .add(Linear.builder().setUnits(4).build())
            .add(BatchNorm.builder().build())
            .add(Linear.builder().setUnits(2).build());
    RestartableOptimizer optimizer =
        new RestartableOptimizer(
            rates -> Optimizer.adam().optLearningRateTracker(rates).build(), Tracker.fixed(0.1f));
    TrainedNetwork network = new TrainedNetwork(block, optimizer);
    try (NDManager manager = NDManager.newBaseManager();
        Model model = Model.newInstance("kept", Device.cpu())) {
      manager.getEngine().setRandomSeed(SEED);
      model.setBlock(block);
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.l2Loss())
              .optDevices(new Device[] {Device.cpu()})
              .optOptimizer(optimizer);
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(1, 3));
        train(trainer, manager);
        List<float[]> before = values(block);
        NetworkState.Kept kept = network.keep();

        train(trainer, manager);
        List<float[]> after = values(block);
        // Running statistics are no weights, but a part of the state.
        assertThat(after)
            .hasSize(8)
            .zipSatisfy(before, (now, then) -> assertThat(now).isNotEqualTo(then));

        kept.restore(0.5);
        assertThat(values(block)).usingRecursiveComparison().isEqualTo(before);
        assertThat(optimizer.updates()).isEqualTo(2);
        train(trainer, manager);
        assertThat(values(block).get(0)).isNotEqualTo(before.get(0));
        assertThat(optimizer.updates()).isEqualTo(4);

        // A state can be gone back to more than once.
        kept.restore(0.5);
        assertThat(values(block)).usingRecursiveComparison().isEqualTo(before);
      }
    }
  }

  private static void train(Trainer trainer, NDManager manager) throws Exception {
    ArrayDataset rows =
        new ArrayDataset.Builder()
            .setData(manager.randomNormal(new Shape(16, 3)))
            .optLabels(manager.randomNormal(new Shape(16, 2)))
            .setSampling(8, false)
            .build();
    for (Batch batch : trainer.iterateDataset(rows)) {
      EasyTrain.trainBatch(trainer, batch);
      trainer.step();
      batch.close();
    }
  }

  private static List<float[]> values(Block block) {
    List<float[]> values = new ArrayList<>();
    block.getParameters().forEach(named -> values.add(named.getValue().getArray().toFloatArray()));
    return values;
  }
}
