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

  static Option<Double> share(String name, double value, String description) {
    return Option.decimal(name).range(0, 1).defaultValue(value).describedAs(description);
  }
}
