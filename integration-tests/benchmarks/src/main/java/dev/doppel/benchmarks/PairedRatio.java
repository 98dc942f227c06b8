package dev.doppel.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  private static final int RESAMPLES = 4_000;
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
    return bootstrap(
        name,
        ratios.length,
        taken -> median(Arrays.stream(taken).mapToDouble(pair -> ratios[pair]).toArray()));
  }

  /**
   * Computes the ratio {@code ours / theirs} of work that repeats in cycles of several rounds, some
   * of which do more than others: the sum over a cycle's rounds of the median that each took. Where
   * single rounds are timed in turn, other work on the machine lengthens some of them, and medians
   * leave these out; what a side does in one round of a cycle only still counts.
   *
   * @param name what was compared
   * @param ours one row a cycle, with a figure for each of its rounds
   * @param theirs the same
   * @return the ratio; its interval is that of other cycles
   * @throws IllegalArgumentException if the numbers of figures differ or are zero
   */
  public static PairedRatio ofCycles(String name, double[][] ours, double[][] theirs) {
    int rounds = ours.length == 0 ? 0 : ours[0].length;
    if (rounds == 0
        || ours.length != theirs.length
        || Stream.concat(Arrays.stream(ours), Arrays.stream(theirs))
            .anyMatch(cycle -> cycle.length != rounds)) {
      throw new IllegalArgumentException("cycles need as many figures on both sides, and some");
    }
    return bootstrap(
        name, ours.length, taken -> cycle(ours, taken, rounds) / cycle(theirs, taken, rounds));
  }

  private static double cycle(double[][] cycles, int[] taken, int rounds) {
    return IntStream.range(0, rounds)
        .mapToDouble(
            round ->
                median(Arrays.stream(taken).mapToDouble(cycle -> cycles[cycle][round]).toArray()))
        .sum();
  }

  /** A statistic of all of some samples, and its interval over samples drawn from them. */
  private static PairedRatio bootstrap(
      String name, int samples, ToDoubleFunction<int[]> statistic) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] resampled = new double[RESAMPLES];
    int[] taken = new int[samples];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      Arrays.setAll(taken, i -> random.nextInt(samples));
      resampled[resample] = statistic.applyAsDouble(taken);
    }
    Arrays.sort(resampled);
    return new PairedRatio(
        name,
        statistic.applyAsDouble(IntStream.range(0, samples).toArray()),
        resampled[(int) (0.025 * RESAMPLES)],
        resampled[(int) (0.975 * RESAMPLES)]);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  /** The line that reports the ratio. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "ratio %s %.3f %.3f %.3f", name, median, low, high);
  }
}
