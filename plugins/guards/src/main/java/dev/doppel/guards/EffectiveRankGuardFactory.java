package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;
import java.util.Locale;

/** Creates the guard {@code effective-rank}. */
final class EffectiveRankGuardFactory extends MonitorFactory {

  private static final Option<Long> INTERVAL = MonitorOptions.interval(10);

  private static final Option<Long> EVERY =
      Option.whole("every")
          .range(1, 1_000_000)
          .defaultValue(2L)
          .describedAs("looks from one rank to the next, the first look having one");

  private static final Option<String> MEASURE =
      Option.choice("measure", "rankme", "lidar")
          .defaultValue("rankme")
          .describedAs(
              "rankme of the outputs for the first view, or lidar of the predictions of all views;"
                  + " the limits below are made for rankme");

  private static final Option<String> STAGE =
      Option.choice("stage", "embedding", "projection", "prediction")
          .defaultValue("projection")
          .describedAs("whose outputs rankme is of; the limits below are made for projections");

  private static final Option<Long> PATIENCE =
      Option.whole("patience")
          .range(1, 1_000_000)
          .defaultValue(5L)
          .describedAs("ranks in a row before anything is said");

  private static final Option<Double> LOW =
      MonitorOptions.share(
          "low-rank", 0.26, "a rank under this share of the run's highest is a warning");

  private static final Option<Double> COLLAPSED =
      MonitorOptions.share(
          "collapsed-rank",
          0.22,
          "a rank under this share of the run's highest is dimensional collapse");

  private static final Option<Double> LEAST_PROGRESS =
      MonitorOptions.share(
          "least-progress",
          0.5,
          "how far the loss must be on its way from its uniform to its collapsed value for a low"
              + " rank to be collapse; before, it is a warning");

  private static final Option<Double> LEAST =
      Option.decimal("least-rank")
          .atLeast(0)
          .defaultValue(1.5)
          .describedAs("a rank under this is dimensional collapse, whatever the highest was");

  EffectiveRankGuardFactory() {
    super(
        "effective-rank",
        "Notices outputs that vary along fewer and fewer directions: dimensional collapse.",
        INTERVAL,
        EVERY,
        MEASURE,
        STAGE,
        PATIENCE,
        LOW,
        COLLAPSED,
        LEAST_PROGRESS,
        LEAST);
  }

  @Override
  public List<String> problems(Options options) {
    return orderProblems(options, COLLAPSED, LOW);
  }

  @Override
  public CollapseMonitor create(Options options) {
    return new EffectiveRankGuard(
        new EffectiveRankSettings(
            options.get(INTERVAL).intValue(),
            options.get(EVERY).intValue(),
            options.get(MEASURE).equals("lidar"),
            Stage.valueOf(options.get(STAGE).toUpperCase(Locale.ROOT)),
            options.get(PATIENCE).intValue(),
            options.get(LOW),
            options.get(COLLAPSED),
            options.get(LEAST_PROGRESS),
            options.get(LEAST)));
  }
}
