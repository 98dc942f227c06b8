package dev.doppel.benchmarks.learning;

import dev.doppel.cli.file.Json;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewSpecification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

/**
 * A resolved recipe as the peer reads it: all settings but those that this side has seen to
 * already, which are the ones that make views and, as numbers, those that change by the step.
 */
final class PeerRecipe {

  /** What the run is, and how it is cut into batches. */
  private static final Set<String> RUN =
      Set.of(
          "recipe",
          "backend",
          "device",
          "seed",
          "data",
          "views",
          "image-size",
          "batch-size",
          "steps",
          "epochs");

  /** Data, views, and how a run is kept, which no number of it depends on. */
  private static final List<String> OPTIONS_OF_RUN =
      List.of("data.", "views.", "checkpoint.", "accuracy.", "rollback.");

  /** What the plan's schedules are made of. */
  private static final Set<String> SCHEDULED =
      Set.of(
          "optimizer.learning-rate",
          "optimizer.base-learning-rate",
          "optimizer.schedule",
          "optimizer.final-learning-rate",
          "optimizer.warmup-steps",
          "optimizer.warmup-epochs",
          "optimizer.predictor-learning-rate-factor",
          "optimizer.predictor-schedule",
          "optimizer.weight-decay",
          "optimizer.final-weight-decay",
          "target-update.momentum",
          "target-update.final-momentum",
          "target-update.schedule",
          "target-update.end",
          "target-shaping.teacher-temperature",
          "target-shaping.warmup-teacher-temperature",
          "target-shaping.warmup-teacher-temperature-steps");

  private PeerRecipe() {}

  /**
   * The recipe as JSON.
   *
   * @param run the run
   * @return one line: seed, channels, the sizes of views, settings and schedules, each schedule a
   *     number a step
   */
  static String json(PreparedRun run) {
    TrainingPlan plan = run.plan();
    Map<String, String> settings = new LinkedHashMap<>(run.resolved().settings());
    settings.keySet().removeIf(PeerRecipe::isDone);
    Map<String, Object> recipe = new LinkedHashMap<>();
    recipe.put("seed", plan.seed());
    recipe.put("channels", plan.channels());
    recipe.put("sizes", plan.views().views().stream().map(view -> view.size()).toList());
    recipe.put("globals", plan.views().views().stream().filter(PeerRecipe::isGlobal).count());
    recipe.put("settings", settings);
    recipe.put("schedules", schedules(plan));
    return Json.of(recipe);
  }

  private static boolean isDone(String key) {
    return RUN.contains(key)
        || SCHEDULED.contains(key)
        || OPTIONS_OF_RUN.stream().anyMatch(key::startsWith);
  }

  private static boolean isGlobal(ViewSpecification view) {
    return view.kind() == ViewKind.GLOBAL;
  }

  private static Map<String, double[]> schedules(TrainingPlan plan) {
    Map<String, Schedule> schedules = new LinkedHashMap<>();
    schedules.put("optimizer.learning-rate", plan.optimizer().learningRate());
    schedules.put("optimizer.predictor-learning-rate", plan.optimizer().predictorLearningRate());
    schedules.put("optimizer.weight-decay", plan.optimizer().weightDecay());
    plan.method()
        .targetUpdate()
        .schedules()
        .forEach((name, schedule) -> schedules.put("target-update." + name, schedule));
    plan.method()
        .targetShaper()
        .ifPresent(
            shaper ->
                shaper
                    .schedules()
                    .forEach((name, value) -> schedules.put("target-shaping." + name, value)));
    Map<String, double[]> numbers = new LinkedHashMap<>();
    schedules.forEach(
        (name, schedule) -> {
          LongToDoubleFunction value = step -> schedule.at(step, plan.steps());
          numbers.put(name, LongStream.range(0, plan.steps()).mapToDouble(value).toArray());
        });
    return numbers;
  }
}
