package dev.doppel.runtime.recipe;

import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.optimizer.OptimizerRule;
import dev.doppel.runtime.optimizer.TrustRatio;
import dev.doppel.spi.schedule.Schedule;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the optimiser; only options that its rule understands are known keys. */
final class OptimizerParts {

  private static final double BASE_BATCH_SIZE = 256;

  private final SettingsReader settings;
  private final Optional<OptimizerRule> rule;
  private final Optional<Double> learningRate;
  private final Optional<String> schedule;
  private final Optional<Double> finalLearningRate;
  private final Optional<Long> warmupSteps;
  private final Map<RecipeKey<Double>, Double> own = new HashMap<>();
  private final Optional<Double> weightDecay;
  private final Optional<Double> finalWeightDecay;
  private Optional<String> trustRatio = Optional.empty();
  private final Optional<String> exclusions;
  private final Optional<Double> predictorFactor;
  private final Optional<String> predictorSchedule;

  OptimizerParts(SettingsReader settings, RunParts run) {
    this.settings = settings;
    rule =
        settings
            .read(OptimizerKeys.OPTIMIZER)
            .map(name -> OptimizerRule.valueOf(name.toUpperCase(Locale.ROOT)));
    if (rule.isEmpty()) {
      settings.skip(OptimizerKeys.PREFIX);
    }
    learningRate = readLearningRate(run);
    schedule = settings.read(OptimizerKeys.SCHEDULE);
    finalLearningRate = settings.read(OptimizerKeys.FINAL_LEARNING_RATE);
    warmupSteps = readWarmup(run);
    rule.ifPresent(this::readOwn);
    weightDecay = settings.read(OptimizerKeys.WEIGHT_DECAY);
    finalWeightDecay = readFinalWeightDecay();
    exclusions = settings.read(OptimizerKeys.WEIGHT_DECAY_EXCLUSIONS);
    predictorFactor = settings.read(OptimizerKeys.PREDICTOR_LEARNING_RATE_FACTOR);
    predictorSchedule = settings.read(OptimizerKeys.PREDICTOR_SCHEDULE);
    checkFinalLearningRate();
  }

  private Optional<Double> readLearningRate(RunParts run) {
    settings.know(OptimizerKeys.LEARNING_RATE);
    settings.know(OptimizerKeys.BASE_LEARNING_RATE);
    if (settings.isGiven(OptimizerKeys.BASE_LEARNING_RATE)) {
      Optional<Double> base = settings.read(OptimizerKeys.BASE_LEARNING_RATE);
      if (settings.isGiven(OptimizerKeys.LEARNING_RATE)) {
        settings.read(OptimizerKeys.LEARNING_RATE);
      }
      return base.flatMap(rate -> run.batchSize().map(size -> rate * size / BASE_BATCH_SIZE));
    }
    if (rule.isEmpty()) {
      // A preset's learning rate belongs to its own rule; what a mistyped one needs, nobody knows.
      return settings.read(OptimizerKeys.LEARNING_RATE);
    }
    return settings.require(
        OptimizerKeys.LEARNING_RATE, ", or " + OptimizerKeys.BASE_LEARNING_RATE.key() + " instead");
  }

  private Optional<Long> readWarmup(RunParts run) {
    settings.know(OptimizerKeys.WARMUP_STEPS);
    settings.know(OptimizerKeys.WARMUP_EPOCHS);
    if (settings.isGiven(OptimizerKeys.WARMUP_EPOCHS)) {
      Optional<Double> epochs = settings.read(OptimizerKeys.WARMUP_EPOCHS);
      if (settings.isGiven(OptimizerKeys.WARMUP_STEPS)) {
        settings.read(OptimizerKeys.WARMUP_STEPS);
      }
      return epochs.flatMap(count -> run.stepsPerEpoch().map(length -> Math.round(count * length)));
    }
    Optional<Long> steps = settings.read(OptimizerKeys.WARMUP_STEPS);
    if (settings.isGiven(OptimizerKeys.WARMUP_STEPS)) {
      return steps;
    }
    settings.record(OptimizerKeys.WARMUP_STEPS.key(), "0", RecipeSetting.DEFAULT);
    return Optional.of(0L);
  }

  private void readOwn(OptimizerRule chosen) {
    settings.own(
        OptimizerKeys.PREFIX, "optimizer '" + chosen.name().toLowerCase(Locale.ROOT) + "'");
    for (RecipeKey<Double> key : OptimizerKeys.ownKeys(chosen)) {
      settings.read(key).ifPresent(value -> own.put(key, value));
    }
    if (chosen == OptimizerRule.LARS) {
      trustRatio = settings.read(OptimizerKeys.TRUST_RATIO);
    }
  }

  private Optional<Double> readFinalWeightDecay() {
    settings.know(OptimizerKeys.FINAL_WEIGHT_DECAY);
    return settings.isGiven(OptimizerKeys.FINAL_WEIGHT_DECAY)
        ? settings.read(OptimizerKeys.FINAL_WEIGHT_DECAY)
        : weightDecay;
  }

  private void checkFinalLearningRate() {
    boolean constant = schedule.filter("constant"::equals).isPresent();
    if (constant && finalLearningRate.filter(rate -> rate > 0).isPresent()) {
      settings.problem(
          OptimizerKeys.FINAL_LEARNING_RATE.key(),
          "must be 0 where optimizer.schedule is 'constant', which never gets there");
    }
  }

  /** The plan; only where there are no problems. */
  OptimizerPlan plan() {
    double rate = learningRate.orElseThrow();
    boolean constant = schedule.orElseThrow().equals("constant");
    double end = constant ? rate : finalLearningRate.orElseThrow();
    Schedule main = Schedule.warmupCosine(rate, end, warmupSteps.orElseThrow());
    double factor = predictorFactor.orElseThrow();
    Schedule predictor =
        predictorSchedule.orElseThrow().equals("constant")
            ? Schedule.constant(rate * factor)
            : (step, steps) -> main.at(step, steps) * factor;
    return new OptimizerPlan(
        rule.orElseThrow(),
        main,
        predictor,
        value(OptimizerKeys.MOMENTUM),
        Schedule.cosine(weightDecay.orElseThrow(), finalWeightDecay.orElseThrow()),
        exclusions.orElseThrow().equals(RecipeKeys.NONE),
        value(OptimizerKeys.TRUST_COEFFICIENT),
        trustRatio
            .map(word -> TrustRatio.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
            .orElse(TrustRatio.NORM_OF_SUM),
        value(OptimizerKeys.BETA1),
        value(OptimizerKeys.BETA2),
        value(OptimizerKeys.EPSILON));
  }

  /** A value, or the default of an option that the rule does not look at. */
  private double value(RecipeKey<Double> key) {
    return own.getOrDefault(key, key.option().defaultValue().orElseThrow());
  }
}
