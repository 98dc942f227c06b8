package dev.doppel.cli.result;

import dev.doppel.runtime.step.GuardEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a run left behind.
 *
 * @param method the method's name, such as {@code byol}
 * @param folder the run's folder, which holds recipe, metrics, encoder, summary and report
 * @param encoder the encoder's model file in it
 * @param outcome how the run ended
 * @param accuracies whether it learned
 * @param measurements what was measured beside that
 * @param accuracyNote how the accuracies were measured, or why they were not
 * @param trainingTime how long the steps took
 * @param imagesPerSecond the samples a second over that time; 0 without a step
 * @param verdicts what guards said other than healthy, in the order in which they said it
 * @param unreadable the messages about images that could not be read and were left out
 */
public record TrainingResult(
    String method,
    Path folder,
    Path encoder,
    RunOutcome outcome,
    Accuracies accuracies,
    Measurements measurements,
    String accuracyNote,
    Duration trainingTime,
    double imagesPerSecond,
    List<GuardEvent> verdicts,
    List<String> unreadable) {

  /** Copies. */
  public TrainingResult {
    verdicts = List.copyOf(verdicts);
    unreadable = List.copyOf(unreadable);
  }
}
