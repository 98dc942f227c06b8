package dev.doppel.guards;

import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.loss.ReferenceValues;
import java.util.OptionalDouble;

/** Where a loss is between its uniform and its collapsed value. */
final class LossProgress {

  /** References that are closer than this, as a share, are one. */
  private static final double SAME = 1e-6;

  private LossProgress() {}

  /** Whether the loss takes the same value for unrelated and for equal outputs, as InfoNCE does. */
  private static boolean hasOneReference(ReferenceValues reference) {
    double scale = Math.max(Math.abs(reference.uniform()), Math.abs(reference.collapsed()));
    return Math.abs(reference.uniform() - reference.collapsed()) <= SAME * scale;
  }

  /**
   * How far the mean of the losses since the last look has come: 0 at the uniform value, 1 at the
   * collapsed one. Where these are the same, as a share of it.
   *
   * @return the figure; empty if a loss or a reference is not finite, or all are 0
   */
  static OptionalDouble of(Observation observation) {
    ReferenceValues reference = observation.lossReference();
    double mean =
        observation.losses().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    double range =
        hasOneReference(reference)
            ? Math.abs(reference.uniform())
            : reference.uniform() - reference.collapsed();
    double progress = (reference.uniform() - mean) / range;
    return Double.isFinite(progress) ? OptionalDouble.of(progress) : OptionalDouble.empty();
  }

  /**
   * The same where the loss has two references: how far it is on its way from the one to the other.
   *
   * @return the figure; empty as {@link #of} is, and where the references are the same
   */
  static OptionalDouble betweenTwo(Observation observation) {
    return hasOneReference(observation.lossReference()) ? OptionalDouble.empty() : of(observation);
  }
}
