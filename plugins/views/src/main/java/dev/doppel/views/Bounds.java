package dev.doppel.views;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An interval to draw from.
 *
 * @param least the least value
 * @param most the greatest value
 */
record Bounds(double least, double most) {

  static Bounds of(Options options, Option<Double> least, Option<Double> most) {
    return new Bounds(options.get(least), options.get(most));
  }

  /** The factors from {@code 1 - spread}, but at least 0, to {@code 1 + spread}. */
  static Bounds aroundOne(double spread) {
    return new Bounds(Math.max(0, 1 - spread), 1 + spread);
  }

  /** What is wrong with two options that are to be the ends of an interval. */
  static Optional<String> problem(Options options, Option<Double> least, Option<Double> most) {
    if (options.get(least) <= options.get(most)) {
      return Optional.empty();
    }
    return Optional.of(
        "'%s' = %s is above '%s' = %s"
            .formatted(
                least.name(),
                least.format(options.get(least)),
                most.name(),
                most.format(options.get(most))));
  }

  /**
   * Draws a value, each as likely. Made of {@link RandomGenerator#nextDouble()} alone: the bounded
   * methods of generators may differ from one JDK to the next.
   */
  double draw(RandomGenerator random) {
    return least + (most - least) * random.nextDouble();
  }
}
