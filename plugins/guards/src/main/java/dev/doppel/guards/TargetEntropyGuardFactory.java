package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;

/** Creates the guard {@code target-entropy}. */
final class TargetEntropyGuardFactory extends MonitorFactory {

  private static final Option<Long> INTERVAL = MonitorOptions.interval(10);
  private static final Option<Long> PATIENCE = MonitorOptions.patience(5);

  private static final Option<Double> ONE_ANSWER =
      MonitorOptions.share(
          "one-answer",
          0.05,
          "an entropy of each target under this share of ln K, and of their mean under six times"
              + " it, is complete collapse");

  private static final Option<Double> UNIFORM =
      MonitorOptions.share(
          "uniform",
          0.995,
          "an entropy of each target above this share of ln K is complete collapse");

  TargetEntropyGuardFactory() {
    super(
        "target-entropy",
        "Notices targets that all choose one prototype, or none: complete collapse.",
        INTERVAL,
        PATIENCE,
        ONE_ANSWER,
        UNIFORM);
  }

  @Override
  public CollapseMonitor create(Options options) {
    return new TargetEntropyGuard(
        options.get(INTERVAL).intValue(),
        options.get(PATIENCE).intValue(),
        options.get(ONE_ANSWER),
        options.get(UNIFORM));
  }
}
