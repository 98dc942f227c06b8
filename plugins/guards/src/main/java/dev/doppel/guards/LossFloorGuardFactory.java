package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;

/** Creates the guard {@code loss-floor}. */
final class LossFloorGuardFactory extends MonitorFactory {

  private static final Option<Long> INTERVAL = MonitorOptions.interval(50);
  private static final Option<Long> PATIENCE = MonitorOptions.patience(2);

  private static final Option<Double> TOLERANCE =
      MonitorOptions.share(
          "tolerance",
          0.03,
          "how near its value for equal outputs the loss is suspicious, as a share of the way from"
              + " its value for unrelated ones");

  LossFloorGuardFactory() {
    super(
        "loss-floor",
        "Notices a loss close to its value for outputs that are all the same; only warns.",
        INTERVAL,
        PATIENCE,
        TOLERANCE);
  }

  @Override
  public CollapseMonitor create(Options options) {
    return new LossFloorGuard(
        options.get(INTERVAL).intValue(), options.get(PATIENCE).intValue(), options.get(TOLERANCE));
  }
}
