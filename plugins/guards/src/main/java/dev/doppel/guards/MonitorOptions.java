package dev.doppel.guards;

import dev.doppel.spi.option.Option;

/** Options that monitors have in common. */
final class MonitorOptions {

  private MonitorOptions() {}

  static Option<Long> interval(long steps) {
    return Option.whole("interval")
        .range(1, 1_000_000)
        .defaultValue(steps)
        .describedAs("steps from one look to the next");
  }

  static Option<Long> patience(long looks) {
    return Option.whole("patience")
        .range(1, 1_000_000)
        .defaultValue(looks)
        .describedAs("looks in a row before anything is said");
  }

  /**
   * The steps that so many looks take, or rounds of looks. More than an {@code int} holds, as legal
   * settings may ask for, are longer than any run: the most that it holds is as good.
   */
  static int steps(int interval, int... looks) {
    long steps = interval;
    for (int count : looks) {
      // Held each time, as three factors may be too many for a long as well.
      steps = Math.min(steps * count, Integer.MAX_VALUE);
    }
    return (int) steps;
  }

  static Option<Double> share(String name, double value, String description) {
    return Option.decimal(name).range(0, 1).defaultValue(value).describedAs(description);
  }
}
