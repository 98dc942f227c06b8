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
   * Computes what some rounds cost that do more than others: by how much their medians exceed that
   * of all other rounds, as a share of the work of a cycle, ours less theirs. Other work on the
   * machine lengthens single rounds, which medians leave out; what differs between the sides in
   * every round alike cancels, too.
   *
   * @param name what was compared
   * @param ours one row a cycle, with a figure for each of its rounds
   * @param theirs the same
   * @param every how many rounds it is to one that does more, from the start of a cycle
   * @return one and the share; its interval is that of other cycles
   * @throws IllegalArgumentException if the numbers of figures differ or are zero
   */
  public static PairedRatio ofUnevenRounds(
      String name, double[][] ours, double[][] theirs, int every) {
    int rounds = rounds(ours, theirs);
    return bootstrap(
        name,
        ours.length,
        taken -> 1 + excess(ours, taken, rounds, every) - excess(theirs, taken, rounds, every));
  }

  /**
   * Computes how much longer ours take than theirs, as a share of something else: {@code (ours -
   * theirs) / whole}, of the medians of a cycle's rounds.
   *
   * @param name what was compared
   * @param ours one row a cycle, with a figure for each of its rounds
   * @param theirs the same
   * @param whole what the difference of one round is a share of
   * @return the share; its interval is that of other cycles
   * @throws IllegalArgumentException if the numbers of figures differ or are zero
   */
  public static PairedRatio ofDifference(
      String name, double[][] ours, double[][] theirs, double whole) {
    int rounds = rounds(ours, theirs);
    return bootstrap(
        name,
        ours.length,
        taken ->
            (sum(medians(ours, taken, rounds)) - sum(medians(theirs, taken, rounds)))
                / (rounds * whole));
  }

  private static int rounds(double[][] ours, double[][] theirs) {
    int rounds = ours.length == 0 ? 0 : ours[0].length;
    if (rounds == 0
        || ours.length != theirs.length
        || Stream.concat(Arrays.stream(ours), Arrays.stream(theirs))
            .anyMatch(cycle -> cycle.length != rounds)) {
      throw new IllegalArgumentException("cycles need as many figures on both sides, and some");
    }
    return rounds;
  }

  private static double excess(double[][] cycles, int[] taken, int rounds, int every) {
    double even =
        median(
            Arrays.stream(taken)
                .boxed()
                .flatMapToDouble(
                    cycle ->
                        IntStream.range(0, rounds)
                            .filter(round -> (round + 1) % every != 0)
                            .mapToDouble(round -> cycles[cycle][round]))
                .toArray());
    double[] medians = medians(cycles, taken, rounds);
    return IntStream.range(0, rounds)
            .filter(round -> (round + 1) % every == 0)
            .mapToDouble(round -> medians[round] - even)
            .sum()
        / (rounds * even);
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  /** The median of each of a cycle's rounds. */
  private static double[] medians(double[][] cycles, int[] taken, int rounds) {
    return IntStream.range(0, rounds)
        .mapToDouble(
            round ->
                median(Arrays.stream(taken).mapToDouble(cycle -> cycles[cycle][round]).toArray()))
        .toArray();
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
