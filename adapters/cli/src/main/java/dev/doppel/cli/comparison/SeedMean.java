package dev.doppel.cli.comparison;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A figure over the seeds of a method.
 *
 * @param mean the mean; empty if no run has the figure
 * @param deviation the standard deviation, of a sample; empty with fewer than two runs
 */
record SeedMean(OptionalDouble mean, OptionalDouble deviation) {

  static SeedMean of(List<OptionalDouble> figures) {
    double[] values =
        figures.stream()
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    if (values.length == 0) {
      return new SeedMean(OptionalDouble.empty(), OptionalDouble.empty());
    }
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    if (values.length == 1) {
      return new SeedMean(OptionalDouble.of(mean), OptionalDouble.empty());
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new SeedMean(
        OptionalDouble.of(mean), OptionalDouble.of(Math.sqrt(squares / (values.length - 1))));
  }
}
