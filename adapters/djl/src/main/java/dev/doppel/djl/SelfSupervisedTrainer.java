package dev.doppel.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
import dev.doppel.runtime.step.SelfSupervisedStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A trainer whose {@link #step()} is a self-supervised step: gradient guards, the optimiser, the
 * target update, the method's state and the monitors, in this order. One device only.
 */
final class SelfSupervisedTrainer extends Trainer {

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
    if (step.guardGradients(gradients)) {
      optimize();
    } else {
      trained.forEach(DjlGradients::clear);
    }
    try {
      step.complete(
          targetParameters,
          loss.embeddings(block.latestOutputs()),
          DjlTensor.of(latest),
          stage -> DjlTensor.of(block.latestFirstView().get(stage)),
          figures());
    } finally {
      updates++;
      block.forgetLatest();
      loss.forgetLatest();
    }
  }

  private void optimize() {
    if (config.getOptimizer() instanceof PlannedOptimizer optimizer) {
      // Without the parameter store, which would copy every gradient first.
      for (Parameter parameter : trained) {
        NDArray array = parameter.getArray();
        try (NDArray gradient = array.getGradient()) {
          optimizer.update(parameter.getId(), array, gradient);
        }
      }
    } else {
      super.step();
    }
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
