package dev.doppel.cli.training;

/**
 * What of an encoder is measured, beside its nearest-neighbour accuracy after the last step.
 *
 * @param before whether the accuracies of the encoder before the first step, as it is and with
 *     calibrated statistics, and of plain pixels are measured, which takes longer than that of the
 *     trained encoder
 * @param during how often the nearest-neighbour accuracy is measured in between, at equal distances
 * @param linearProbe whether a linear probe is fitted after the last step
 */
public record Measuring(boolean before, int during, boolean linearProbe) {

  /** The name of the accuracy's curve, and of its column in {@code accuracy.csv}. */
  public static final String ACCURACY = "knn.accuracy";

  /** Before the first step and after the last. */
  public static final Measuring ENDS = new Measuring(true, 0, false);

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if it is to be measured less than never
   */
  public Measuring {
    if (during < 0) {
      throw new IllegalArgumentException("measured " + during + " times is less than never");
    }
  }

  /**
   * Whether it is time to measure.
   *
   * @param steps the steps taken
   * @param planned the steps of the run
   * @return true after some of the steps that are neither the first nor the last
   */
  boolean due(long steps, long planned) {
    if (steps == 0 || steps == planned) {
      return false;
    }
    // The step at which the next of the (during + 1) equal parts of the run is complete.
    long parts = during + 1L;
    return steps * parts / planned > (steps - 1) * parts / planned;
  }
}
