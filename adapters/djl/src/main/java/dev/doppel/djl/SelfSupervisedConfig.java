package dev.doppel.djl;

import ai.djl.Device;
import ai.djl.nn.Parameter;
import ai.djl.training.TrainingConfig;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.PairList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;

/** A user's configuration with the method's loss; the user's loss and evaluators need labels. */
final class SelfSupervisedConfig implements TrainingConfig {

  private final TrainingConfig config;
  private final Loss loss;

  SelfSupervisedConfig(TrainingConfig config, Loss loss) {
    this.config = config;
    this.loss = loss;
  }

  @Override
  public PairList<Initializer, Predicate<Parameter>> getInitializers() {
    return config.getInitializers();
  }

  @Override
  public Optimizer getOptimizer() {
    return config.getOptimizer();
  }

  @Override
  public Device[] getDevices() {
    return config.getDevices();
  }

  @Override
  public Loss getLossFunction() {
    return loss;
  }

  @Override
  public ExecutorService getExecutorService() {
    return config.getExecutorService();
  }

  @Override
  public List<Evaluator> getEvaluators() {
    return List.of();
  }

  @Override
  public List<TrainingListener> getTrainingListeners() {
    return config.getTrainingListeners();
  }
}
