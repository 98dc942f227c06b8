package dev.doppel.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The ratio of two timings that were taken in turn. Each pair gives one ratio, so that a machine
 * whose speed drifts slows both sides of a pair alike; the median of the ratios comes with a 95 %
 * interval by bootstrap.
 *
 * @param name what was compared
 * @param median the median of the pairs' ratios
 * @param low the lower end of the interval
 * @param high the upper end of the interval
 */
public record PairedRatio(String name, double median, double low, double high) {

  private static final int RESAMPLES = 10_000;
  private static final long SEED = 1;

  /**
   * Computes the ratio {@code ours / theirs}.
   *
   * @param name what was compared
   * @param ours one figure a pair
   * @param theirs one figure a pair
   * @return the ratio
   * @throws IllegalArgumentException if the numbers of figures differ or are zero
   */
  public static PairedRatio of(String name, double[] ours, double[] theirs) {
    if (ours.length != theirs.length || ours.length == 0) {
      throw new IllegalArgumentException(
          "pairs need as many figures on both sides, not " + ours.length + " and " + theirs.length);
    }
    double[] ratios = new double[ours.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ours[i] / theirs[i];
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double[] medians = new double[RESAMPLES];
    double[] sample = new double[ratios.length];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] = ratios[random.nextInt(ratios.length)];
      }
      medians[resample] = median(sample);
    }
    Arrays.sort(medians);
    return new PairedRatio(
        name,
        median(ratios),
        medians[(int) (0.025 * RESAMPLES)],
        medians[(int) (0.975 * RESAMPLES)]);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The line that reports the ratio. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "ratio %s %.3f %.3f %.3f", name, median, low, high);
  }
}
