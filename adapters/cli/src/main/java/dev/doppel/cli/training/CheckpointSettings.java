package dev.doppel.cli.training;

import java.util.Map;

/**
 * How often something of a run is kept or measured on its way.
 *
 * @param every steps from one checkpoint to the next; 0 for none
 * @param keep how many of the latest stay
 * @param accuracyEvery steps from one accuracy to the next; 0 for both ends alone
 */
record CheckpointSettings(long every, long keep, long accuracyEvery) {

  static CheckpointSettings of(PreparedRun run) {
    Map<String, String> settings = run.resolved().settings();
    return new CheckpointSettings(
        Long.parseLong(settings.get("checkpoint.every")),
        Long.parseLong(settings.get("checkpoint.keep")),
        Long.parseLong(settings.get("accuracy.every")));
  }

  /** Whether a checkpoint is written after so many steps; after the last the run is complete. */
  boolean due(long steps, long planned) {
    return every > 0 && steps % every == 0 && steps < planned;
  }

  /** Whether the accuracy is measured after so many steps, the last ones apart. */
  boolean accuracyDue(long steps, long planned) {
    return accuracyEvery > 0 && steps % accuracyEvery == 0 && steps < planned;
  }
}
