package dev.doppel.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.util.Pair;
import dev.doppel.djl.network.Backbones;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.metric.MatrixProduct;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A run on DJL: the loop that {@link SelfSupervision} offers to users, with the recipe's network.
 */
final class DjlSession implements TrainingSession {

  private final TrainingPlan plan;
  private final Model model;
  private final SelfSupervision selfSupervision;
  private final Trainer trainer;
  private final DjlEncoder encoder;
  private final InputBuffers inputs = new InputBuffers();

  DjlSession(TrainingPlan plan, Device device, StepListener listener) {
    this.plan = plan;
    int size = plan.imageSize();
    // Each backbone gets a seed of its own; a target that starts as a copy overwrites its weights.
    AtomicLong seeds = new AtomicLong(plan.seed());
    this.selfSupervision =
        SelfSupervision.of(
            plan,
            () ->
                Backbones.build(
                    plan.backbone(),
                    plan.backboneOptions(),
                    size,
                    plan.channels(),
                    seeds.getAndIncrement()),
            listener);
    this.model = Model.newInstance("training", device, PytorchEngine.NAME);
    this.trainer =
        selfSupervision.newTrainer(
            model,
            new DefaultTrainingConfig(Loss.l2Loss())
                .optDevices(new Device[] {device})
                .optOptimizer(selfSupervision.optimizer()));
    trainer.initialize(new Shape(plan.batchSize(), plan.channels(), size, size));
    this.encoder = new DjlEncoder(selfSupervision.encoder(plan.encoder()), model.getNDManager());
  }

  @Override
  public void step(ViewBatch batch) {
    DeviceMemory.guard(
        this::device,
        () -> {
          trainOn(batch);
          return batch;
        });
  }

  private void trainOn(ViewBatch batch) {
    try (NDManager scope = trainer.getManager().newSubManager()) {
      NDList views = new NDList();
      for (int view = 0; view < batch.views().size(); view++) {
        views.add(inputs.array(scope, view, batch.views().get(view)));
      }
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList outputs = trainer.forward(views);
        NDArray loss = trainer.getLoss().evaluate(new NDList(), outputs);
        collector.backward(loss);
      }
      trainer.step();
    }
  }

  @Override
  public void flush() {
    selfSupervision.flush();
  }

  @Override
  public void save(Checkpoint.Builder checkpoint) {
    selfSupervision.trainer().save(checkpoint);
  }

  @Override
  public void restore(Checkpoint checkpoint, String source) throws CheckpointException {
    selfSupervision.trainer().restore(checkpoint, source);
  }

  @Override
  public boolean hasFailed() {
    return selfSupervision.trainer().hasFailed();
  }

  @Override
  public void scaleLearningRate(double factor) {
    selfSupervision.trainer().scaleLearningRate(factor);
  }

  @Override
  public float[][] embed(ViewBlock block) {
    return DeviceMemory.guard(this::device, () -> encoder.embed(block));
  }

  @Override
  public int embeddingWidth() {
    int size = plan.imageSize();
    Shape input = new Shape(1, plan.channels(), size, size);
    Block backbone = selfSupervision.encoder(plan.encoder());
    return Math.toIntExact(backbone.getOutputShapes(new Shape[] {input})[0].size());
  }

  @Override
  public MatrixProduct matrixProduct() {
    return new DjlMatrixProduct(model.getNDManager());
  }

  @Override
  public Optional<Encoder> calibratedEncoder(Iterable<ViewBlock> images) {
    Device device = model.getNDManager().getDevice();
    return LoadedEncoder.calibrated(plan, selfSupervision.encoder(plan.encoder()), device, images);
  }

  @Override
  public long parameterCount() {
    long count = 0;
    Block block = selfSupervision.block();
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      if (parameter.getValue().requiresGradient()) {
        count += parameter.getValue().getShape().size();
      }
    }
    return count;
  }

  @Override
  public String device() {
    Device device = model.getNDManager().getDevice();
    return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
  }

  @Override
  public Path saveEncoder(Path folder, String name) throws IOException {
    return selfSupervision.saveEncoder(folder, name);
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
