package dev.doppel.cli.training;

import dev.doppel.cli.file.MetricsExtent;
import dev.doppel.runtime.checkpoint.Checkpoint;

/**
 * A place in a run.
 *
 * @param steps the steps before it
 * @param metrics the metrics that were written by then; a few steps behind, as losses are read in
 *     blocks
 * @param rollbacks how often the run had gone back by then
 */
record RunMark(long steps, MetricsExtent metrics, int rollbacks) {

  void save(Checkpoint.Builder checkpoint) {
    checkpoint.count("steps", steps).count("rows", metrics.rows()).count("rollbacks", rollbacks);
    SavedTexts.save("columns", metrics.columns(), checkpoint);
  }

  /** Reads it back; an {@link IllegalArgumentException} says what is missing or impossible. */
  static RunMark restore(Checkpoint checkpoint) {
    RunMark mark =
        new RunMark(
            checkpoint.count("steps"),
            new MetricsExtent(checkpoint.count("rows"), SavedTexts.restore("columns", checkpoint)),
            checkpoint.smallCount("rollbacks"));
    if (mark.metrics.rows() > mark.steps) {
      throw new IllegalArgumentException(
          "%d rows of metrics for %d steps are impossible"
              .formatted(mark.metrics.rows(), mark.steps));
    }
    return mark;
  }
}
