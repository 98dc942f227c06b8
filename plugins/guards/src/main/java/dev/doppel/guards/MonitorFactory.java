package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** What the factories of monitors have in common. */
abstract class MonitorFactory implements CollapseGuardFactory {

  private final String name;
  private final String description;
  private final List<Option<?>> options;

  MonitorFactory(String name, String description, Option<?>... options) {
    this.name = name;
    this.description = description;
    this.options = List.of(options);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final Class<? extends CollapseGuard> kind() {
    return CollapseMonitor.class;
  }

  @Override
  public final List<Option<?>> options() {
    return options;
  }

  @Override
  public abstract CollapseMonitor create(Options options);

  /** A problem where the limit of a warning is not passed before that of a collapse. */
  static List<String> orderProblems(
      Options options, Option<Double> lesser, Option<Double> greater) {
    return options.get(lesser) > options.get(greater)
        ? List.of(
            "'%s' = %s must not be above '%s' = %s: collapse is worse than a warning"
                .formatted(
                    lesser.name(), options.get(lesser), greater.name(), options.get(greater)))
        : List.of();
  }
}
