package dev.doppel.cli.comparison;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far a mean difference could have come out elsewhere with other test images: a percentile
 * bootstrap (Efron, Annals of Statistics 7, 1979) over the images, each of which keeps its pair of
 * answers.
 *
 * @param low the lower end of the interval
 * @param high the upper end
 */
record PairedBootstrap(double low, double high) {

  /** How often the images are drawn anew. */
  static final int RESAMPLES = 2_000;

  /** The share of means that lies in the interval. */
  static final double COVERAGE = 0.95;

  private static final long SEED = 0;

  /**
   * The interval of the mean of differences.
   *
   * @param differences one an image, the second of a pair less the first
   * @return the interval; the same for the same differences
   * @throws IllegalArgumentException if there is no image
   */
  static PairedBootstrap of(double[] differences) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("an interval needs at least one image");
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double[] means = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      double sum = 0;
      for (int image = 0; image < differences.length; image++) {
        sum += differences[random.nextInt(differences.length)];
      }
      means[resample] = sum / differences.length;
    }
    Arrays.sort(means);
    int outside = (int) Math.round(RESAMPLES * (1 - COVERAGE) / 2);
    return new PairedBootstrap(means[outside], means[RESAMPLES - 1 - outside]);
  }

  /** Whether no difference at all lies outside the interval. */
  boolean excludesZero() {
    return low > 0 || high < 0;
  }
}
