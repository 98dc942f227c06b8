package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;

/** Creates the guard {@code target-drift}. */
final class TargetDriftGuardFactory extends MonitorFactory {

  /** A prime: a target that is copied now and then is not always met right after it was. */
  private static final Option<Long> INTERVAL = MonitorOptions.interval(97);

  private static final Option<Long> PATIENCE = MonitorOptions.patience(2);

  TargetDriftGuardFactory() {
    super(
        "target-drift",
        "Notices a target network that never moves, or always to the online one; only warns.",
        INTERVAL,
        PATIENCE);
  }

  @Override
  public CollapseMonitor create(Options options) {
    return new TargetDriftGuard(options.get(INTERVAL).intValue(), options.get(PATIENCE).intValue());
  }
}
