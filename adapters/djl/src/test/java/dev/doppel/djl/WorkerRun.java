package dev.doppel.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import dev.doppel.djl.network.SeededInitializer;
import dev.doppel.runtime.network.InitialWeights;
import dev.doppel.runtime.network.InitialWeights.Distribution;
import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.testkit.RecordedSteps;
import dev.doppel.testkit.SmallRuns;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One worker's part of a short run: its share of each batch, then all parameters. The backbone has
 * no batch normalisation, the heads have.
 */
final class WorkerRun {

  static final int STEPS = 12;

  private WorkerRun() {}

  /**
   * What a worker has at the end.
   *
   * @param losses the loss of each step
   * @param parameters all parameters of both networks and running statistics, by name
   */
  record Outcome(List<Double> losses, Map<String, float[]> parameters) {}

  /** Trains on the rows of each batch from one number to another. */
  static Outcome train(TrainingPlan plan, Collective collective, int from, int to) {
    RecordedSteps steps = new RecordedSteps();
    // Seeds differ between workers: it is the exchange that makes them start alike.
    long seed = 11L + collective.rank();
    SelfSupervision run = SelfSupervision.of(plan, () -> backbone(seed), steps, collective);
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(Loss.l2Loss())
            .optDevices(new Device[] {Device.cpu()})
            .optOptimizer(run.optimizer());
    try (Model model = Model.newInstance("worker", Device.cpu(), PytorchEngine.NAME);
        Trainer trainer = run.newTrainer(model, config)) {
      trainer.initialize(new Shape(SmallRuns.BATCH, 1, SmallRuns.SIZE, SmallRuns.SIZE));
      for (int k = 0; k < STEPS; k++) {
        step(trainer, k, from, to);
      }
      run.flush();
      return new Outcome(steps.losses(), parameters(run.block()));
    }
  }

  /**
   * What a training loop does. It has no gradient collector, of which DJL allows one a process, as
   * workers are processes as a rule; here they are threads, and PyTorch's gradient mode is a
   * thread's own.
   */
  private static void step(Trainer trainer, int batch, int from, int to) {
    try (NDManager scope = trainer.getManager().newSubManager()) {
      NDList views = new NDList();
      for (int view = 0; view < 2; view++) {
        ViewBlock rows = rows(SmallRuns.block(100L * batch + view), from, to);
        views.add(new InputBuffers().array(scope, view, rows));
      }
      JniUtils.setGradMode(true);
      NDArray loss = trainer.getLoss().evaluate(new NDList(), trainer.forward(views));
      JniUtils.backward((PtNDArray) loss, (PtNDArray) scope.ones(new Shape()), false, false);
      JniUtils.setGradMode(false);
      trainer.step();
    }
  }

  private static ViewBlock rows(ViewBlock whole, int from, int to) {
    int size = SmallRuns.SIZE * SmallRuns.SIZE;
    float[] part = Arrays.copyOfRange(whole.pixels(), from * size, to * size);
    return new ViewBlock(to - from, 1, SmallRuns.SIZE, part);
  }

  private static Map<String, float[]> parameters(Block block) {
    Map<String, float[]> values = new LinkedHashMap<>();
    block
        .getParameters()
        .forEach(pair -> values.put(pair.getKey(), pair.getValue().getArray().toFloatArray()));
    return values;
  }

  private static Block backbone(long seed) {
    SequentialBlock block = new SequentialBlock();
    for (int filters : new int[] {4, 8}) {
      block
          .add(
              Conv2d.builder()
                  .setFilters(filters)
                  .setKernelShape(new Shape(3, 3))
                  .optStride(new Shape(2, 2))
                  .optPadding(new Shape(1, 1))
                  .build())
          .add(Activation.reluBlock());
    }
    block.add(Blocks.batchFlattenBlock());
    block.setInitializer(
        new SeededInitializer(new InitialWeights(Distribution.UNIFORM_FAN_IN, seed)),
        Parameter.Type.WEIGHT);
    return block;
  }
}
