package dev.doppel.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.optimizer.Optimizer;
import dev.doppel.djl.optimizer.PlannedOptimizer;
import dev.doppel.djl.tensor.DjlTensorMemory;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointFile;
import dev.doppel.runtime.program.ProgramRun;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RunIdentity;
import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.step.SelfSupervisedStep;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepSettings;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.loss.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A method wired for DJL: a block with both networks, a loss and a trainer that belong together.
 * For one model and one run; the trainer frees what it holds.
 *
 * <pre>{@code
 * SelfSupervision byol = SelfSupervision.load(Path.of("byol.properties"), Program::backbone, images);
 * try (Trainer trainer = byol.newTrainer(model, config)) {
 *   trainer.initialize(new Shape(1, 1, 28, 28));
 *   EasyTrain.fit(trainer, 10, images, null);
 * }
 * byol.saveEncoder(Path.of("models"), "encoder");
 * }</pre>
 */
public final class SelfSupervision {

  private final TrainingPlan plan;
  private final RunIdentity identity;
  private final SelfSupervisedBlock block;
  private final SelfSupervisedLoss loss;
  private final SelfSupervisedStep step;
  private final ViewDrawing views;
  private final NDManager stateManager;
  private SelfSupervisedTrainer trainer;

  SelfSupervision(ProgramRun run, NetworkSettings settings, StepListener listener) {
    this.plan = run.plan();
    this.identity = run.identity();
    this.views = new ViewDrawing(run.pipeline().orElse(null));
    this.block = new SelfSupervisedBlock(settings);
    this.stateManager = PytorchEngine.start().newBaseManager();
    this.step =
        new SelfSupervisedStep(
            plan.method(),
            StepSettings.of(plan.steps(), plan.stepsPerEpoch(), plan.seed()),
            new DjlTensorMemory(stateManager),
            listener,
            settings.collective());
    this.loss = new SelfSupervisedLoss("SelfSupervisedLoss", block, step);
  }

  /**
   * Begins a wiring that says more than {@link #load} takes, such as heads of the program's own.
   *
   * @param recipe the recipe; its keys {@code backbone}, {@code data} and {@code device} are not
   *     used
   * @return a builder
   */
  public static SelfSupervisionBuilder builder(Recipe recipe) {
    return new SelfSupervisionBuilder(recipe);
  }

  /**
   * Wires a recipe for a dataset. A sample of one array {@code [channels, size, size]} with values
   * in [0, 1] is an image, and the trainer draws the recipe's views of it; several arrays a sample
   * are views already, of whatever kind.
   *
   * @param recipe a recipe file; its keys {@code backbone}, {@code data} and {@code device} are not
   *     used
   * @param backbone makes a new, uninitialized backbone at each call; its output is flattened to
   *     {@code [batch, width]}
   * @param dataset what will be trained on
   * @return the method, wired
   * @throws IOException if the dataset cannot be read
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe cannot be read or is not valid;
   *     the message names all problems
   * @throws dev.doppel.runtime.training.DeviceException if DJL's PyTorch engine has no natives that
   *     it can load; the message says which artifact is missing
   * @throws IllegalArgumentException if samples have one array that is no image
   */
  public static SelfSupervision load(
      Path recipe, Supplier<Block> backbone, RandomAccessDataset dataset) throws IOException {
    return of(Recipe.empty().withFile(recipe), backbone, dataset, new StepListener() {});
  }

  /**
   * Wires a recipe for a dataset, as {@link #load} does.
   *
   * @param recipe the recipe
   * @param backbone makes a new, uninitialized backbone at each call
   * @param dataset what will be trained on
   * @param listener is told of each step
   * @return the method, wired
   * @throws IOException if the dataset cannot be read
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid
   * @throws IllegalArgumentException if samples have one array that is no image
   */
  public static SelfSupervision of(
      Recipe recipe, Supplier<Block> backbone, RandomAccessDataset dataset, StepListener listener)
      throws IOException {
    return builder(recipe).listener(listener).build(backbone, dataset);
  }

  /**
   * Wires a run whose batches are views already.
   *
   * @param plan the run; its backbone and device are not used
   * @param backbone makes a new, uninitialized backbone at each call
   * @param listener is told of each step
   * @return the method, wired
   * @throws IllegalArgumentException if the loss asks for views that the policy does not have
   */
  public static SelfSupervision of(
      TrainingPlan plan, Supplier<Block> backbone, StepListener listener) {
    return of(plan, backbone, listener, Collective.single());
  }

  /**
   * Wires the part of a run that one of several workers does. All workers start from the first
   * one's parameters, and each forward pass in training mode takes the worker's share of a batch;
   * shares may differ in size. The result is that of one worker with the whole batches, as long as
   * the backbone has no batch normalisation: within the backbone its statistics are the share's.
   *
   * @param plan the run; its batch size is that of all shares together; its backbone and device are
   *     not used
   * @param backbone makes a new, uninitialized backbone at each call
   * @param listener is told of each step
   * @param collective what the workers exchange
   * @return the method, wired
   * @throws IllegalArgumentException if the loss asks for views that the policy does not have
   */
  public static SelfSupervision of(
      TrainingPlan plan, Supplier<Block> backbone, StepListener listener, Collective collective) {
    ProgramRun run = ProgramRun.of(plan);
    return new SelfSupervision(
        run, NetworkSettings.of(run, backbone, plan.views().views(), collective), listener);
  }

  /**
   * The online and target networks. Its inputs are the views of a batch, its outputs what the
   * method's loss needs.
   *
   * @return the block
   */
  public Block block() {
    return block;
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
   * The trainer, in place of {@link Model#newTrainer}. It gives the model its {@link #block()}, and
   * computes the method's loss in place of the configuration's loss and evaluators, which need
   * labels. Everything else of the configuration holds: optimiser, device, listeners, initializers.
   *
   * @param model a model without a block
   * @param config the configuration, with one device
   * @return the trainer
   * @throws IllegalArgumentException if the model has a block or there are several devices
   */
  public Trainer newTrainer(Model model, TrainingConfig config) {
    if (model.getBlock() != null) {
      throw new IllegalArgumentException(
          "model '%s' has a block already; leave model.setBlock out, the trainer sets its own"
              .formatted(model.getName()));
    }
    if (config.getDevices().length != 1) {
      throw new IllegalArgumentException(
          "self-supervised training runs on one device, but the configuration names %d; choose one"
                  .formatted(config.getDevices().length)
              + " with optDevices");
    }
    model.setBlock(block);
    config.getInitializers().forEach(pair -> block.setInitializer(pair.getKey(), pair.getValue()));
    trainer =
        new SelfSupervisedTrainer(
            model, new SelfSupervisedConfig(config, loss), block, loss, step, views, stateManager);
    return trainer;
  }

  /**
   * The trained backbone. Its parameters belong to the model it was trained in.
   *
   * @param network which network's
   * @return the backbone's block
   */
  public Block encoder(Network network) {
    return block.branch(network).backbone();
  }

  /**
   * Saves what is worth keeping, the backbone that the recipe's {@code encoder} names, as a DJL
   * model file. A DJL program loads it into the same backbone, without this toolkit.
   *
   * @param folder an existing folder
   * @param name the model's name
   * @return the file
   * @throws IOException if it cannot be written; nothing is left under the final name
   */
  public Path saveEncoder(Path folder, String name) throws IOException {
    return EncoderFiles.save(encoder(plan.encoder()), folder, name);
  }

  /**
   * Saves all that the run needs to go on, between steps: after {@code trainer.step()}, or in a
   * listener's {@code onEpoch}. A listener's {@code onTrainingBatch} comes before its step. The
   * recipe's {@link #optimizer()} must make the steps, since DJL lets nobody read what its own
   * remember.
   *
   * @param file the file, in an existing folder; replaced if it exists
   * @return the file
   * @throws IOException if it cannot be written; a file of that name is then as it was
   * @throws IllegalStateException in the middle of a step, before the trainer was initialized, or
   *     with another optimiser
   */
  public Path saveCheckpoint(Path file) throws IOException {
    Checkpoint.Builder checkpoint = new Checkpoint.Builder();
    identity.save(checkpoint);
    trainer().save(checkpoint);
    return CheckpointFile.write(file, checkpoint.build());
  }

  /**
   * Goes on from where a checkpoint was saved, in a run of the same recipe, backbone and data, once
   * its trainer is initialized. Losses and parameters are then those of the uninterrupted run, bit
   * for bit on the same device, if the batches are.
   *
   * <p>Within a pass over a dataset, the first {@code trainer.iterateDataset} leaves out as many
   * samples as the pass has had. Those are the same ones where the dataset is read in its own
   * order. One that DJL shuffles draws each pass's order from {@code RandomUtils.RANDOM}, which
   * starts anew with each program: set its seed before each pass, to one that depends on the epoch,
   * or some samples come twice and others not at all. Dropout draws from PyTorch's own generator,
   * whose place nobody can ask for: a network that has some goes on with other chances.
   *
   * @param file what {@link #saveCheckpoint} wrote
   * @return this
   * @throws dev.doppel.runtime.checkpoint.CheckpointException if the file is damaged, of another
   *     kind, or of another run; the message says which
   * @throws IOException if it cannot be read
   * @throws IllegalStateException before the trainer was initialized, or with another optimiser
   */
  public SelfSupervision restoreCheckpoint(Path file) throws IOException {
    Checkpoint checkpoint = CheckpointFile.read(file);
    identity.require(checkpoint, file.toString());
    trainer().restore(checkpoint, file.toString());
    return this;
  }

  /** Tells the listener of all steps that it has not heard of. */
  public void flush() {
    step.flush();
  }

  /** The trainer of the run. */
  SelfSupervisedTrainer trainer() {
    if (trainer == null) {
      throw new IllegalStateException(
          "call newTrainer(...) and trainer.initialize(...) first: before, there is nothing to save"
              + " or to restore");
    }
    return trainer;
  }
}
