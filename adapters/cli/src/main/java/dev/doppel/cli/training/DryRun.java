package dev.doppel.cli.training;

import dev.doppel.cli.evaluation.EvaluationSets;
import dev.doppel.cli.evaluation.FeatureExtractor;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.view.BatchLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a run would take, found by taking its first steps and throwing them away.
 *
 * @param overview what would be trained
 * @param step the time of one step, its views included
 * @param training the time of all steps
 * @param evaluation the time of the embeddings for the nearest-neighbour accuracies; zero without
 *     labels
 * @param peakMemory the most memory that this process had, in bytes; empty where the system does
 *     not say
 */
public record DryRun(
    RunOverview overview,
    Duration step,
    Duration training,
    Duration evaluation,
    Optional<Long> peakMemory) {

  /** The first step also warms up the virtual machine and the platform's memory. */
  private static final int WARM_UP_STEPS = 1;

  /** The steps that are timed. */
  public static final int TIMED_STEPS = 2;

  private static final int EMBEDDED_IMAGES = 256;

  /**
   * Takes the first steps of a run.
   *
   * @param prepared the run
   * @param output the folder that it would write to; not touched
   * @return what it would take
   * @throws dev.doppel.cli.failure.UsageException if its parts do not fit
   * @throws dev.doppel.runtime.training.DeviceException if the device is absent
   * @throws dev.doppel.data.DataException if an image cannot be read
   * @throws dev.doppel.runtime.step.RunStoppedException if a guard stops even these steps
   */
  public static DryRun of(PreparedRun prepared, Path output) {
    try (TrainingSession session = prepared.open(new StepListener() {});
        BatchLoader loader = prepared.loader()) {
      RunOverview overview = RunOverview.of(prepared, session, output);
      steps(session, loader, WARM_UP_STEPS);
      Duration step = steps(session, loader, TIMED_STEPS).dividedBy(TIMED_STEPS);
      return new DryRun(
          overview,
          step,
          step.multipliedBy(overview.steps()),
          evaluation(prepared, session),
          ProcessMemory.peak());
    }
  }

  private static Duration steps(TrainingSession session, BatchLoader loader, int count) {
    long started = System.nanoTime();
    for (int i = 0; i < count; i++) {
      ViewBatch batch = PreparedRun.next(loader);
      session.step(batch);
      loader.release(batch);
    }
    session.flush();
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private static Duration evaluation(PreparedRun prepared, TrainingSession session) {
    Optional<EvaluationSets> sets = EvaluationSets.of(prepared.data());
    if (sets.isEmpty()) {
      return Duration.ZERO;
    }
    int[] some = IntStream.of(sets.get().bankIndices()).limit(EMBEDDED_IMAGES).toArray();
    FeatureExtractor extractor = prepared.extractor(() -> false);
    extractor.features(sets.get().bank(), some, session::embed);
    long started = System.nanoTime();
    extractor.features(sets.get().bank(), some, session::embed);
    long nanos = System.nanoTime() - started;
    // Before the first step, with calibrated batch norm too, and after the last.
    long images = 3L * (sets.get().bankIndices().length + sets.get().queryIndices().length);
    return Duration.ofNanos(nanos / some.length * images);
  }
}
