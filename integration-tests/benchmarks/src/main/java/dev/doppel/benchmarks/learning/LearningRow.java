package dev.doppel.benchmarks.learning;

import java.util.Locale;

/**
 * The accuracies of one recipe and one seed, each from 0 to 1.
 *
 * @param place recipe and seed
 * @param untrained of our encoder before its first step, with batch-norm statistics of images if it
 *     has a batch norm: what training starts from
 * @param ours of the encoder trained here
 * @param lightly of the encoder trained with lightly
 */
record LearningRow(LearningPlace place, double untrained, double ours, double lightly) {

  /** Ours less theirs: more is better. */
  double difference() {
    return ours - lightly;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: untrained %.2f %%, ours %.2f %%, lightly %.2f %%",
        place,
        100 * untrained,
        100 * ours,
        100 * lightly);
  }
}
