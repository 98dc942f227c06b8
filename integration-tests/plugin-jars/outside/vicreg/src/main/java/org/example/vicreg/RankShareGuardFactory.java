package org.example.vicreg;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** Creates the guard {@code rank-share}. */
final class RankShareGuardFactory implements CollapseGuardFactory {

  static final Option<Long> INTERVAL =
      Option.whole("interval")
          .range(1, 1_000_000)
          .defaultValue(50L)
          .describedAs("steps from one look to the next");

  static final Option<Double> LEAST =
      Option.decimal("least")
          .range(0, 1)
          .defaultValue(0.05)
          .describedAs("share of the dimensions that a healthy run uses");

  @Override
  public String name() {
    return "rank-share";
  }

  @Override
  public String description() {
    return "Notices outputs that use a small share of their dimensions.";
  }

  @Override
  public Class<? extends CollapseGuard> kind() {
    return CollapseMonitor.class;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(INTERVAL, LEAST);
  }

  @Override
  public CollapseGuard create(Options options) {
    return new RankShareGuard(options.get(INTERVAL).intValue(), options.get(LEAST));
  }
}
