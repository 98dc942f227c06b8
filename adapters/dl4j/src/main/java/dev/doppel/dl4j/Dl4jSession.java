package dev.doppel.dl4j;

import dev.doppel.dl4j.network.Backbones;
import dev.doppel.dl4j.optimizer.PlannedUpdater;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.metric.MatrixProduct;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A run on DL4J: what {@link SelfSupervision} offers to users, with the recipe's network. */
final class Dl4jSession implements TrainingSession {

  private final String device;
  private final SelfSupervision selfSupervision;
  private final ComputationGraph network;
  private final Dl4jEncoder encoder;
  private final int width;

  Dl4jSession(TrainingPlan plan, String device, StepListener listener) {
    this.device = device;
    long[] sample = UserBackbone.image(plan);
    ComputationGraph backbone = Backbones.build(plan);
    this.width = Math.toIntExact(UserNetwork.outputShape(backbone, sample)[1]);
    // Each backbone gets a seed of its own; a target that starts as a copy does not use it.
    UserBackbone user =
        new UserBackbone(
            "backbone '%s'".formatted(plan.backbone()),
            backbone,
            sample,
            () -> Backbones.build(plan, plan.seed() + 1));
    this.selfSupervision = SelfSupervision.of(plan, user, listener).useRecipeOptimizer();
    this.network = selfSupervision.network();
    this.encoder = new Dl4jEncoder(selfSupervision.encoder(plan.encoder()));
  }

  @Override
  public void step(ViewBatch batch) {
    INDArray[] views = batch.views().stream().map(ViewDrawing::array).toArray(INDArray[]::new);
    try {
      network.fit(views, new INDArray[0]);
    } finally {
      for (INDArray view : views) {
        view.close();
      }
    }
  }

  @Override
  public void flush() {
    selfSupervision.flush();
  }

  @Override
  public void save(Checkpoint.Builder checkpoint) {
    selfSupervision.graph().save(checkpoint);
  }

  @Override
  public void restore(Checkpoint checkpoint, String source) throws CheckpointException {
    selfSupervision.graph().restore(checkpoint, source);
  }

  @Override
  public boolean hasFailed() {
    return selfSupervision.graph().hasFailed();
  }

  @Override
  public void scaleLearningRate(double factor) {
    PlannedUpdater.of(selfSupervision.graph()).scaleLearningRate(factor);
  }

  @Override
  public float[][] embed(ViewBlock block) {
    return encoder.embed(block);
  }

  @Override
  public int embeddingWidth() {
    return width;
  }

  @Override
  public long parameterCount() {
    return selfSupervision.parameterCount();
  }

  @Override
  public String device() {
    return device;
  }

  @Override
  public Path saveEncoder(Path folder, String name) throws IOException {
    return selfSupervision.saveEncoder(folder, name);
  }

  @Override
  public MatrixProduct matrixProduct() {
    return new Dl4jMatrixProduct();
  }

  @Override
  public void close() {
    selfSupervision.flush();
    network.close();
  }
}
