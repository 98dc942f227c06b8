package dev.doppel.cli.training;

import dev.doppel.cli.file.CheckpointFolder;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The accuracy that a run has to exceed for a new best checkpoint. It is that of a checkpoint that
 * exists: whoever goes back, in a rollback or to an earlier checkpoint, loses the best one of the
 * steps after, which had taken the place of an earlier one.
 */
final class BestAccuracy {

  private BestAccuracy() {}

  /**
   * The accuracy of the best checkpoint.
   *
   * @param checkpoints the run's checkpoints
   * @param accuracies the accuracies after so many steps
   * @return the accuracy; empty if there is no such checkpoint
   */
  static OptionalDouble kept(CheckpointFolder checkpoints, Map<Long, Double> accuracies) {
    return checkpoints.best().stream()
        .map(entry -> accuracies.get(entry.steps()))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .max();
  }
}
