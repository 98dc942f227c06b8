package dev.doppel.targetupdates;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.TargetUpdateFactory;
import java.util.List;

/** Creates the rule {@code copy}. */
final class CopyTargetUpdateFactory implements TargetUpdateFactory {

  static final Option<Long> EVERY =
      Option.whole("every")
          .atLeast(1)
          .defaultValue(1L)
          .describedAs("steps from one copy to the next");

  static final Option<String> RUNNING_STATISTICS = RunningStatistics.option("keep", "copy");

  @Override
  public String name() {
    return "copy";
  }

  @Override
  public String description() {
    return "Copy of the online network, taken every so many steps.";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(EVERY, RUNNING_STATISTICS);
  }

  @Override
  public TargetUpdate create(Options options) {
    return new CopyTargetUpdate(
        options.get(EVERY), RunningStatistics.of(options.get(RUNNING_STATISTICS)));
  }
}
