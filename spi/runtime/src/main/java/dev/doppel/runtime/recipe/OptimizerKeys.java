package dev.doppel.runtime.recipe;

import dev.doppel.runtime.optimizer.OptimizerRule;
import dev.doppel.spi.option.Option;
import java.util.List;

/** The keys {@code optimizer} and {@code optimizer.*}. */
final class OptimizerKeys {

  static final RecipeKey<String> OPTIMIZER =
      RecipeKey.of(
          Option.choice("optimizer", "sgd", "adamw", "lars")
              .defaultValue("sgd")
              .describedAs("the rule; each has some of the options optimizer.*"));
  static final RecipeKey<Double> LEARNING_RATE =
      of(
          Option.decimal("learning-rate")
              .atLeast(0)
              .describedAs("the highest learning rate; excludes optimizer.base-learning-rate"));
  static final RecipeKey<Double> BASE_LEARNING_RATE =
      of(
          Option.decimal("base-learning-rate")
              .atLeast(0)
              .describedAs(
                  "the highest learning rate for a batch of 256, in proportion for others"));
  static final RecipeKey<String> SCHEDULE =
      of(
          Option.choice("schedule", "cosine", "constant")
              .defaultValue("cosine")
              .describedAs("the learning rate after the warm-up"));
  static final RecipeKey<Double> FINAL_LEARNING_RATE =
      of(
          Option.decimal("final-learning-rate")
              .atLeast(0)
              .defaultValue(0.0)
              .describedAs("where the cosine ends"));
  static final RecipeKey<Long> WARMUP_STEPS =
      of(
          Option.whole("warmup-steps")
              .atLeast(0)
              .describedAs("steps of linear warm-up; 0 by default; excludes warmup-epochs"));
  static final RecipeKey<Double> WARMUP_EPOCHS =
      of(
          Option.decimal("warmup-epochs")
              .range(0, 1_000_000)
              .describedAs("epochs of linear warm-up; excludes warmup-steps"));
  static final RecipeKey<Double> MOMENTUM =
      of(
          Option.decimal("momentum")
              .rangeExcludingEnd(0, 1)
              .defaultValue(0.9)
              .describedAs("sgd and lars: the momentum"));
  static final RecipeKey<Double> TRUST_COEFFICIENT =
      of(
          Option.decimal("trust-coefficient")
              .greaterThan(0)
              .defaultValue(0.001)
              .describedAs("lars: the trust coefficient"));
  static final RecipeKey<Double> BETA1 =
      of(
          Option.decimal("beta1")
              .rangeExcludingEnd(0, 1)
              .defaultValue(0.9)
              .describedAs("adamw: decay of the mean"));
  static final RecipeKey<Double> BETA2 =
      of(
          Option.decimal("beta2")
              .rangeExcludingEnd(0, 1)
              .defaultValue(0.999)
              .describedAs("adamw: decay of the variance"));
  static final RecipeKey<Double> EPSILON =
      of(
          Option.decimal("epsilon")
              .greaterThan(0)
              .defaultValue(1e-8)
              .describedAs("adamw: what is added to the root of the variance"));
  static final RecipeKey<Double> WEIGHT_DECAY =
      of(Option.decimal("weight-decay").atLeast(0).defaultValue(0.0).describedAs("weight decay"));
  static final RecipeKey<Double> FINAL_WEIGHT_DECAY =
      of(
          Option.decimal("final-weight-decay")
              .atLeast(0)
              .describedAs("where a cosine from weight-decay ends; weight-decay by default"));
  static final RecipeKey<String> TRUST_RATIO =
      of(
          Option.choice("trust-ratio", "norm-of-sum", "sum-of-norms")
              .defaultValue("norm-of-sum")
              .describedAs(
                  "lars: what it divides by, |g + wd * p| (BYOL, MoCo-v3) or |g| + wd * |p|"));
  static final RecipeKey<String> WEIGHT_DECAY_EXCLUSIONS =
      of(
          Option.choice("weight-decay-exclusions", "bias-and-normalisation", "none")
              .defaultValue("bias-and-normalisation")
              .describedAs("what does not decay; lars leaves it out of the trust ratio too"));
  static final RecipeKey<Double> PREDICTOR_LEARNING_RATE_FACTOR =
      of(
          Option.decimal("predictor-learning-rate-factor")
              .atLeast(0)
              .defaultValue(1.0)
              .describedAs("the predictor's learning rate over that of the rest"));
  static final RecipeKey<String> PREDICTOR_SCHEDULE =
      of(
          Option.choice("predictor-schedule", "same", "constant")
              .defaultValue("same")
              .describedAs("whether the predictor's learning rate follows the schedule"));

  static final String PREFIX = "optimizer";

  private OptimizerKeys() {}

  static List<RecipeKey<?>> all() {
    return List.of(
        OPTIMIZER,
        LEARNING_RATE,
        BASE_LEARNING_RATE,
        SCHEDULE,
        FINAL_LEARNING_RATE,
        WARMUP_STEPS,
        WARMUP_EPOCHS,
        MOMENTUM,
        TRUST_COEFFICIENT,
        TRUST_RATIO,
        BETA1,
        BETA2,
        EPSILON,
        WEIGHT_DECAY,
        FINAL_WEIGHT_DECAY,
        WEIGHT_DECAY_EXCLUSIONS,
        PREDICTOR_LEARNING_RATE_FACTOR,
        PREDICTOR_SCHEDULE);
  }

  /** The keys that only some rules understand. */
  static List<RecipeKey<Double>> ownKeys(OptimizerRule rule) {
    return switch (rule) {
      case SGD -> List.of(MOMENTUM);
      case LARS -> List.of(MOMENTUM, TRUST_COEFFICIENT);
      case ADAMW -> List.of(BETA1, BETA2, EPSILON);
    };
  }

  private static <T> RecipeKey<T> of(Option<T> option) {
    return RecipeKey.of(PREFIX, option);
  }
}
