package dev.doppel.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import dev.doppel.djl.optimizer.PlannedOptimizer;
import dev.doppel.djl.tensor.DjlTensorMemory;
import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.step.SelfSupervisedStep;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRoles;
import dev.doppel.runtime.step.StepSettings;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.loss.Network;
import java.util.function.Supplier;

/**
 * A method wired for DJL: a block with both networks, a loss and a trainer that belong together.
 * For one model and one run.
 */
public final class SelfSupervision implements AutoCloseable {

  private final TrainingPlan plan;
  private final SelfSupervisedBlock block;
  private final SelfSupervisedLoss loss;
  private final SelfSupervisedStep step;
  private final NDManager stateManager;

  private SelfSupervision(
      TrainingPlan plan, Supplier<Block> backbone, StepListener listener, Collective collective) {
    this.plan = plan;
    this.block =
        new SelfSupervisedBlock(
            new NetworkSettings(
                backbone,
                plan.projector(),
                plan.predictor(),
                plan.batchStatistics(),
                plan.method(),
                StepRoles.of(plan.method(), plan.views().kinds()),
                plan.seed(),
                collective));
    this.stateManager = NDManager.newBaseManager();
    this.step =
        new SelfSupervisedStep(
            plan.method(),
            StepSettings.of(plan.steps(), plan.stepsPerEpoch(), plan.batchSize(), plan.seed()),
            new DjlTensorMemory(stateManager),
            listener,
            collective);
    this.loss = new SelfSupervisedLoss("SelfSupervisedLoss", block, step);
  }

  /**
   * Wires a run.
   *
   * @param plan the run; its backbone and device are not used
   * @param backbone makes a new, uninitialized backbone at each call; its output is flattened to
   *     {@code [batch, width]}
   * @param listener is told of each step
   * @return the method, wired
   * @throws IllegalArgumentException if the loss asks for views that the policy does not have
   */
  public static SelfSupervision of(
      TrainingPlan plan, Supplier<Block> backbone, StepListener listener) {
    return new SelfSupervision(plan, backbone, listener, Collective.single());
  }

  /**
   * Wires the part of a run that one of several workers does.
   *
   * @param plan the run
   * @param backbone makes a new, uninitialized backbone at each call
   * @param listener is told of each step
   * @param collective what the workers exchange
   * @return the method, wired
   */
  public static SelfSupervision of(
      TrainingPlan plan, Supplier<Block> backbone, StepListener listener, Collective collective) {
    return new SelfSupervision(plan, backbone, listener, collective);
  }

  /**
   * The online and target networks, for {@link Model#setBlock}. Its inputs are the views of a batch.
   *
   * @return the block
   */
  public Block block() {
    return block;
  }

  /**
   * The method's loss, for the training configuration. It takes no notice of labels.
   *
   * @return the loss
   */
  public Loss loss() {
    return loss;
  }

  /**
   * The recipe's optimiser, for the training configuration; any other DJL optimiser works too.
   *
   * @return a new optimiser
   */
  public Optimizer optimizer() {
    ParameterIndex index = ParameterIndex.of(block);
    return new PlannedOptimizer(plan.optimizer(), plan.steps(), index::traits);
  }

  /**
   * The trainer, in place of {@link Model#newTrainer}.
   *
   * @param model the model whose block is {@link #block()}
   * @param config the configuration, with {@link #loss()} and one device
   * @return the trainer
   * @throws IllegalArgumentException if the model has another block or there are several devices
   */
  public Trainer newTrainer(Model model, TrainingConfig config) {
    return new SelfSupervisedTrainer(model, config, block, loss, step);
  }

  /**
   * The trained backbone: what is worth keeping. Its parameters belong to the model it was trained
   * in.
   *
   * @param network which network's
   * @return the backbone's block
   */
  public Block encoder(Network network) {
    return block.branch(network).backbone();
  }

  /** Tells the listener of all steps that it has not heard of. */
  public void flush() {
    step.flush();
  }

  @Override
  public void close() {
    stateManager.close();
  }
}
