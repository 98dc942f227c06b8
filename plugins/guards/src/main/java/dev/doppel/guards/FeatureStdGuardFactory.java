package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Creates the guard {@code feature-std}. */
final class FeatureStdGuardFactory implements CollapseGuardFactory {

  static final Option<Long> INTERVAL =
      Option.whole("interval")
          .range(1, 1_000_000)
          .defaultValue(10L)
          .describedAs("steps from one look to the next");

  static final Option<Long> RANK_EVERY =
      Option.whole("rank-every")
          .range(1, 1_000_000)
          .defaultValue(5L)
          .describedAs("looks from one effective rank to the next, which costs more");

  static final Option<String> STAGE =
      Option.choice("stage", "embedding", "projection", "prediction")
          .defaultValue("projection")
          .describedAs("whose outputs are looked at; the limits below are made for projections");

  static final Option<Long> PATIENCE =
      Option.whole("patience")
          .range(1, 1_000_000)
          .defaultValue(5L)
          .describedAs("looks in a row, of each figure, before anything is said");

  static final Option<Double> LOW_STD =
      Option.decimal("low-std")
          .range(0, 1)
          .defaultValue(0.5)
          .describedAs("a spread under this is a warning; 1 is even, 0 is none");

  static final Option<Double> COLLAPSED_STD =
      Option.decimal("collapsed-std")
          .range(0, 1)
          .defaultValue(0.25)
          .describedAs("a spread under this is complete collapse");

  static final Option<Double> LOW_RANK =
      Option.decimal("low-rank")
          .range(0, 1)
          .defaultValue(0.26)
          .describedAs("a rank under this share of the run's highest is a warning");

  static final Option<Double> COLLAPSED_RANK =
      Option.decimal("collapsed-rank")
          .range(0, 1)
          .defaultValue(0.22)
          .describedAs("a rank under this share of the run's highest is dimensional collapse");

  static final Option<Double> LEAST_RANK =
      Option.decimal("least-rank")
          .atLeast(0)
          .defaultValue(1.5)
          .describedAs("a rank under this is dimensional collapse, whatever the highest was");

  @Override
  public String name() {
    return "feature-std";
  }

  @Override
  public String description() {
    return "Notices outputs that become alike, by their spread and their effective rank: collapse.";
  }

  @Override
  public Class<? extends CollapseGuard> kind() {
    return CollapseMonitor.class;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        INTERVAL,
        RANK_EVERY,
        STAGE,
        PATIENCE,
        LOW_STD,
        COLLAPSED_STD,
        LOW_RANK,
        COLLAPSED_RANK,
        LEAST_RANK);
  }

  @Override
  public List<String> problems(Options options) {
    List<String> problems = new ArrayList<>();
    requireOrder(options, COLLAPSED_STD, LOW_STD, problems);
    requireOrder(options, COLLAPSED_RANK, LOW_RANK, problems);
    return problems;
  }

  private static void requireOrder(
      Options options, Option<Double> collapsed, Option<Double> low, List<String> problems) {
    if (options.get(collapsed) > options.get(low)) {
      problems.add(
          "'%s' = %s must not be above '%s' = %s: collapse is worse than a warning"
              .formatted(collapsed.name(), options.get(collapsed), low.name(), options.get(low)));
    }
  }

  @Override
  public CollapseGuard create(Options options) {
    return new FeatureStdGuard(
        new FeatureStdSettings(
            options.get(INTERVAL).intValue(),
            options.get(RANK_EVERY).intValue(),
            Stage.valueOf(options.get(STAGE).toUpperCase(Locale.ROOT)),
            options.get(PATIENCE).intValue(),
            options.get(LOW_STD),
            options.get(COLLAPSED_STD),
            options.get(LOW_RANK),
            options.get(COLLAPSED_RANK),
            options.get(LEAST_RANK)));
  }
}
