package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;

/** Creates the guard {@code dead-prototypes}. */
final class DeadPrototypesGuardFactory extends MonitorFactory {

  private static final Option<Long> INTERVAL = MonitorOptions.interval(50);
  private static final Option<Long> PATIENCE = MonitorOptions.patience(3);

  private static final Option<Double> LOW =
      MonitorOptions.share("low-share", 0.05, "a share in use under this is a warning");

  DeadPrototypesGuardFactory() {
    super(
        "dead-prototypes",
        "Notices prototypes that no sample chooses; only warns.",
        INTERVAL,
        PATIENCE,
        LOW);
  }

  @Override
  public CollapseMonitor create(Options options) {
    return new DeadPrototypesGuard(
        options.get(INTERVAL).intValue(), options.get(PATIENCE).intValue(), options.get(LOW));
  }
}
