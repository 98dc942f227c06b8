package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;
import java.util.Locale;

/** Creates the guard {@code feature-std}. */
final class FeatureStdGuardFactory extends MonitorFactory {

  private static final Option<Long> INTERVAL = MonitorOptions.interval(10);

  private static final Option<String> STAGE =
      Option.choice("stage", "embedding", "projection", "prediction")
          .defaultValue("projection")
          .describedAs("whose outputs are looked at; the limits below are made for projections");

  private static final Option<Long> PATIENCE = MonitorOptions.patience(5);

  private static final Option<Double> LOW =
      MonitorOptions.share(
          "low-std", 0.5, "a spread under this is a warning; 1 is even, 0 is none");

  private static final Option<Double> COLLAPSED =
      MonitorOptions.share("collapsed-std", 0.25, "a spread under this is complete collapse");

  FeatureStdGuardFactory() {
    super(
        "feature-std",
        "Notices outputs that become alike, by their spread: complete collapse.",
        INTERVAL,
        STAGE,
        PATIENCE,
        LOW,
        COLLAPSED);
  }

  @Override
  public List<String> problems(Options options) {
    return orderProblems(options, COLLAPSED, LOW);
  }

  @Override
  public CollapseMonitor create(Options options) {
    return new FeatureStdGuard(
        new FeatureStdSettings(
            options.get(INTERVAL).intValue(),
            Stage.valueOf(options.get(STAGE).toUpperCase(Locale.ROOT)),
            options.get(PATIENCE).intValue(),
            options.get(LOW),
            options.get(COLLAPSED)));
  }
}
