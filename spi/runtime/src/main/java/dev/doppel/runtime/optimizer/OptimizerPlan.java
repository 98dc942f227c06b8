package dev.doppel.runtime.optimizer;

import dev.doppel.spi.schedule.Schedule;

/**
 * An optimiser with all its settings.
 *
 * @param rule the rule
 * @param learningRate the learning rate at each step
 * @param predictorLearningRate the learning rate of the predictor's parameters at each step
 * @param momentum the momentum of sgd and lars, in [0, 1)
 * @param weightDecay the weight decay at each step, at least 0
 * @param decayBiasAndNormalisation whether biases and normalisation parameters decay too; lars also
 *     leaves them out of its trust ratio if not
 * @param trustCoefficient lars's eta, greater than 0
 * @param trustRatio what lars divides by
 * @param beta1 adamw's decay of the mean, in [0, 1)
 * @param beta2 adamw's decay of the variance, in [0, 1)
 * @param epsilon adamw's addition to the root of the variance, greater than 0
 */
public record OptimizerPlan(
    OptimizerRule rule,
    Schedule learningRate,
    Schedule predictorLearningRate,
    double momentum,
    Schedule weightDecay,
    boolean decayBiasAndNormalisation,
    double trustCoefficient,
    TrustRatio trustRatio,
    double beta1,
    double beta2,
    double epsilon) {

  /**
   * Plain SGD at one learning rate, for tests and simple programs.
   *
   * @param learningRate the learning rate
   * @param momentum the momentum, in [0, 1)
   * @return the plan, without weight decay
   */
  public static OptimizerPlan sgd(double learningRate, double momentum) {
    Schedule schedule = Schedule.constant(learningRate);
    return new OptimizerPlan(
        OptimizerRule.SGD,
        schedule,
        schedule,
        momentum,
        Schedule.constant(0),
        false,
        0.001,
        TrustRatio.NORM_OF_SUM,
        0.9,
        0.999,
        1e-8);
  }
}
