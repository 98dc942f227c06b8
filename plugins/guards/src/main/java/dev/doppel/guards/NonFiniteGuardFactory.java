package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** Creates the guard {@code non-finite}. */
final class NonFiniteGuardFactory implements CollapseGuardFactory {

  static final Option<Long> INTERVAL =
      Option.whole("interval")
          .range(1, 1_000_000)
          .defaultValue(10L)
          .describedAs("steps from one look to the next");

  @Override
  public String name() {
    return "non-finite";
  }

  @Override
  public String description() {
    return "Notices losses and outputs that are not finite: divergence.";
  }

  @Override
  public Class<? extends CollapseGuard> kind() {
    return CollapseMonitor.class;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(INTERVAL);
  }

  @Override
  public CollapseGuard create(Options options) {
    return new NonFiniteGuard(options.get(INTERVAL).intValue());
  }
}
