package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;

/** Creates the guard {@code loss-plateau}. */
final class LossPlateauGuardFactory extends MonitorFactory {

  private static final Option<Long> INTERVAL = MonitorOptions.interval(50);
  private static final Option<Long> PATIENCE = MonitorOptions.patience(4);

  private static final Option<Double> TOLERANCE =
      MonitorOptions.share(
          "tolerance",
          0.01,
          "how near its value for unrelated outputs the loss counts as stuck, as a share of the way"
              + " from there to its collapsed value");

  LossPlateauGuardFactory() {
    super(
        "loss-plateau",
        "Notices a loss that stays at its value for unrelated outputs; only warns.",
        INTERVAL,
        PATIENCE,
        TOLERANCE);
  }

  @Override
  public CollapseMonitor create(Options options) {
    return new LossPlateauGuard(
        options.get(INTERVAL).intValue(), options.get(PATIENCE).intValue(), options.get(TOLERANCE));
  }
}
