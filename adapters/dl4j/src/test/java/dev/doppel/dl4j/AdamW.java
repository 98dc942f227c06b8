package dev.doppel.dl4j;

import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.optimizer.OptimizerRule;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.schedule.Schedule;

/** Runs by AdamW, which counts each parameter's updates, in place of SGD. */
final class AdamW {

  private AdamW() {}

  /** The same run by AdamW, with a weight decay that grows. */
  static TrainingPlan plan(TrainingPlan plan) {
    OptimizerPlan sgd = plan.optimizer();
    return new TrainingPlan(
        plan.method(),
        plan.backbone(),
        plan.backboneOptions(),
        plan.projector(),
        plan.predictor(),
        plan.batchStatistics(),
        new OptimizerPlan(
            OptimizerRule.ADAMW,
            sgd.learningRate(),
            sgd.predictorLearningRate(),
            sgd.momentum(),
            Schedule.cosine(0.01, 0.1),
            false,
            sgd.trustCoefficient(),
            sgd.trustRatio(),
            sgd.beta1(),
            sgd.beta2(),
            sgd.epsilon()),
        plan.views(),
        plan.channels(),
        plan.batchSize(),
        plan.steps(),
        plan.stepsPerEpoch(),
        plan.seed(),
        plan.device(),
        plan.threads(),
        plan.encoder());
  }
}
