package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;

/** Creates the guard {@code non-finite}. */
final class NonFiniteGuardFactory extends MonitorFactory {

  private static final Option<Long> INTERVAL = MonitorOptions.interval(10);

  NonFiniteGuardFactory() {
    super("non-finite", "Notices losses and outputs that are not finite: divergence.", INTERVAL);
  }

  @Override
  public CollapseMonitor create(Options options) {
    return new NonFiniteGuard(options.get(INTERVAL).intValue());
  }
}
