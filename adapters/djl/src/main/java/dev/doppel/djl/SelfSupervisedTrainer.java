package dev.doppel.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.TranslateException;
import ai.djl.util.Pair;
import dev.doppel.djl.optimizer.PlannedOptimizer;
import dev.doppel.djl.tensor.DjlTensor;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.step.SelfSupervisedStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A trainer whose {@link #step()} is a self-supervised step: gradient guards, the optimiser, the
 * target update, the method's state and the monitors, in this order. One device only.
 */
final class SelfSupervisedTrainer extends Trainer {

  private static final NDIndex EVERYTHING = new NDIndex("...");
  private static final String UPDATES = "position.updates";
  private static final String OPTIMIZER = "optimizer.";

  private final SelfSupervisedBlock block;
  private final SelfSupervisedLoss loss;
  private final SelfSupervisedStep step;
  private final TrainingConfig config;
  private final ViewDrawing views;
  private final NDManager states;
  private DjlTargetParameters targetParameters;
  private DjlGradients gradients;
  private List<Parameter> trained = List.of();
  private long updates;

  SelfSupervisedTrainer(
      Model model,
      TrainingConfig config,
      SelfSupervisedBlock block,
      SelfSupervisedLoss loss,
      SelfSupervisedStep step,
      ViewDrawing views,
      NDManager states) {
    super(model, config);
    this.block = block;
    this.loss = loss;
    this.step = step;
    this.config = config;
    this.views = views;
    this.states = states;
    block.beforeTraining(this::beforeForward);
  }

  @Override
  public void initialize(Shape... shapes) {
    NativeAllocation.keepMemory(getManager());
    super.initialize(shapes);
    GradientExchange.shareParameters(block);
    targetParameters = DjlTargetParameters.of(block);
    gradients = DjlGradients.of(block);
    trained = new ArrayList<>();
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      if (parameter.getValue().requiresGradient()) {
        trained.add(parameter.getValue());
      }
    }
  }

  @Override
  public Iterable<Batch> iterateDataset(Dataset dataset) throws IOException, TranslateException {
    return views.draw(dataset, super.iterateDataset(dataset));
  }

  private void beforeForward() {
    if (targetParameters == null) {
      throw new IllegalStateException("call initialize(...) before training");
    }
    // A batch in several pieces moves the target once.
    if (block.latestOutputs() == null) {
      step.beforeTargetForward(targetParameters);
    }
  }

  @Override
  public void step() {
    NDArray latest = loss.latest();
    if (latest == null) {
      throw new IllegalStateException(
          "nothing to step from: run forward, the loss and backward of a batch first");
    }
    GradientExchange.exchange(block);
    gradients.thaw();
    if (step.guardGradients(gradients, DjlTensor.of(latest))) {
      optimize(gradients.frozen());
    } else {
      passOver();
    }
    try {
      step.complete(
          targetParameters,
          loss.latestEmbeddings(),
          DjlTensor.of(latest),
          stage -> DjlTensor.of(block.latestFirstView().get(stage)),
          figures());
    } finally {
      updates++;
      block.forgetLatest();
      loss.forgetLatest();
    }
  }

  private void passOver() {
    trained.forEach(DjlGradients::clear);
    // Schedules go on, or they would lag behind those of the method. DJL's own optimisers count
    // their updates, which nobody else can.
    if (config.getOptimizer() instanceof PlannedOptimizer optimizer) {
      trained.forEach(parameter -> optimizer.passOver(parameter.getId()));
    }
  }

  private void optimize(Set<Parameter> frozen) {
    if (config.getOptimizer() instanceof PlannedOptimizer optimizer) {
      // Without the parameter store, which would copy every gradient first.
      for (Parameter parameter : trained) {
        if (frozen.contains(parameter)) {
          optimizer.passOver(parameter.getId());
          continue;
        }
        NDArray array = parameter.getArray();
        try (NDArray gradient = array.getGradient()) {
          optimizer.update(parameter.getId(), array, gradient);
        }
      }
    } else {
      stepAllBut(frozen);
    }
  }

  /** DJL's optimisers move every parameter, so those that should stay are put back. */
  private void stepAllBut(Set<Parameter> frozen) {
    try (NDManager scope = getManager().newSubManager()) {
      Map<Parameter, NDArray> values = new HashMap<>();
      for (Parameter parameter : frozen) {
        NDArray value = parameter.getArray().stopGradient().duplicate();
        value.attach(scope);
        values.put(parameter, value);
      }
      super.step();
      values.forEach(
          (parameter, value) -> {
            try (NDArray array = parameter.getArray().stopGradient()) {
              array.set(EVERYTHING, value);
            }
          });
    }
  }

  /** Writes all that the steps to come depend on. */
  void save(Checkpoint.Builder checkpoint) {
    requireInitialized();
    if (block.latestOutputs() != null) {
      throw new IllegalStateException(
          "a run can be saved between steps only: after trainer.step(), or at the end of an epoch");
    }
    checkpoint.count(UPDATES, updates);
    views.save(checkpoint);
    BlockState.save(block, checkpoint);
    recipeOptimizer().save(checkpoint.part(OPTIMIZER), block.getParameters());
    step.save(checkpoint);
  }

  /** Takes over what {@link #save} wrote, also after a step that did not come to its end. */
  void restore(Checkpoint checkpoint, String source) throws CheckpointException {
    requireInitialized();
    PlannedOptimizer optimizer = recipeOptimizer();
    try {
      BlockState.require(block, checkpoint, source);
      updates = checkpoint.count(UPDATES);
      views.restore(checkpoint);
      BlockState.restore(block, checkpoint);
      optimizer.restore(checkpoint.part(OPTIMIZER), block.getParameters());
      step.restore(checkpoint);
    } catch (IllegalArgumentException e) {
      throw CheckpointException.incomplete(source, e);
    }
    trained.stream()
        .filter(parameter -> parameter.getArray().hasGradient())
        .forEach(DjlGradients::clear);
    block.forgetLatest();
    loss.forgetLatest();
  }

  boolean hasFailed() {
    return step.hasFailed();
  }

  void scaleLearningRate(double factor) {
    recipeOptimizer().scaleLearningRate(factor);
  }

  private void requireInitialized() {
    if (targetParameters == null) {
      throw new IllegalStateException(
          "call trainer.initialize(...) first: before, there is nothing to save or to restore");
    }
  }

  private PlannedOptimizer recipeOptimizer() {
    if (config.getOptimizer() instanceof PlannedOptimizer optimizer) {
      return optimizer;
    }
    throw new IllegalStateException(
        "a checkpoint would lack what %s remembers, which DJL does not let anyone read; to save"
                .formatted(config.getOptimizer().getClass().getSimpleName())
            + " runs, train with SelfSupervision.optimizer(), the recipe's");
  }

  private Map<String, Double> figures() {
    return config.getOptimizer() instanceof PlannedOptimizer optimizer
        ? Map.of("learning-rate", optimizer.learningRate(updates))
        : Map.of();
  }

  @Override
  public void close() {
    if (states.isOpen()) {
      step.flush();
      states.close();
    }
    super.close();
  }
}
