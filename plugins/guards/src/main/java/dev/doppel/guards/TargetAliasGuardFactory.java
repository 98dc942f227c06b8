package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;

/** Creates the guard {@code target-alias}. */
final class TargetAliasGuardFactory extends MonitorFactory {

  private static final Option<Long> INTERVAL = MonitorOptions.interval(100);

  TargetAliasGuardFactory() {
    super(
        "target-alias",
        "Notices a target network that shares memory with the online one; only warns.",
        INTERVAL);
  }

  @Override
  public CollapseMonitor create(Options options) {
    return new TargetAliasGuard(options.get(INTERVAL).intValue());
  }
}
