package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** Creates the guard {@code alignment-uniformity}. */
final class AlignmentUniformityGuardFactory extends MonitorFactory {

  private static final Option<Long> INTERVAL = MonitorOptions.interval(50);
  private static final Option<Long> PATIENCE = MonitorOptions.patience(3);

  private static final Option<Double> LOW =
      Option.decimal("low-uniformity")
          .range(-4, 0)
          .defaultValue(-0.5)
          .describedAs("a uniformity above this is a warning; 0 if all outputs are the same");

  private static final Option<Double> COLLAPSED =
      Option.decimal("collapsed-uniformity")
          .range(-4, 0)
          .defaultValue(-0.1)
          .describedAs("a uniformity above this is complete collapse");

  AlignmentUniformityGuardFactory() {
    super(
        "alignment-uniformity",
        "Measures how views of one sample agree and how samples spread; notices complete collapse.",
        INTERVAL,
        PATIENCE,
        LOW,
        COLLAPSED);
  }

  @Override
  public List<String> problems(Options options) {
    return orderProblems(options, LOW, COLLAPSED);
  }

  @Override
  public CollapseMonitor create(Options options) {
    return new AlignmentUniformityGuard(
        options.get(INTERVAL).intValue(),
        options.get(PATIENCE).intValue(),
        options.get(LOW),
        options.get(COLLAPSED));
  }
}
