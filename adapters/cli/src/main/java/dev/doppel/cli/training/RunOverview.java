package dev.doppel.cli.training;

import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is about to be trained.
 *
 * @param method the method's name
 * @param data what is trained on, in a few words
 * @param backbone the backbone's name
 * @param embeddingWidth the width of the encoder's embeddings
 * @param parameters the numbers that are trained
 * @param backend the backend's name
 * @param device the device in use
 * @param steps the steps
 * @param batchSize the samples a step
 * @param guards the names of the guards
 * @param output the run's folder
 */
public record RunOverview(
    String method,
    String data,
    String backbone,
    int embeddingWidth,
    long parameters,
    String backend,
    String device,
    long steps,
    int batchSize,
    List<String> guards,
    Path output) {

  /** Copies. */
  public RunOverview {
    guards = List.copyOf(guards);
  }

  static RunOverview of(PreparedRun prepared, TrainingSession session, Path output) {
    TrainingPlan plan = prepared.plan();
    List<String> guards = new ArrayList<>();
    plan.method().gradientGuards().forEach(guard -> guards.add(guard.name()));
    plan.method().monitors().forEach(guard -> guards.add(guard.name()));
    return new RunOverview(
        prepared.method(),
        prepared.data().description(),
        plan.backbone(),
        session.embeddingWidth(),
        session.parameterCount(),
        prepared.resolved().backend().name(),
        session.device(),
        plan.steps(),
        plan.batchSize(),
        guards,
        output);
  }
}
