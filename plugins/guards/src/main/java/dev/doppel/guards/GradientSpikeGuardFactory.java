package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;
import java.util.Locale;

/** Creates the guard {@code gradient-spike}. */
final class GradientSpikeGuardFactory implements CollapseGuardFactory {

  static final Option<Double> THRESHOLD =
      Option.decimal("threshold")
          .greaterThan(1)
          .defaultValue(10.0)
          .describedAs("a norm above this many medians is a spike");

  static final Option<Long> WINDOW =
      Option.whole("window")
          .range(1, 1000)
          .defaultValue(50L)
          .describedAs("steps before, whose norms make the median");

  static final Option<Long> WARM_UP =
      Option.whole("warm-up")
          .atLeast(0)
          .defaultValue(50L)
          .describedAs("steps at the start in which only norms that are not finite are spikes");

  static final Option<String> REACTION =
      Option.choice("reaction", "warn", "skip", "stop")
          .defaultValue("warn")
          .describedAs("a warning; a warning, and the step is not taken; or divergence");

  static final Option<String> RECORD =
      Option.choice("record", "first", "all")
          .defaultValue("first")
          .describedAs(
              "whose norms are figures: the first layer's, or also that of each layer, by its name,"
                  + " for which the host waits at each step");

  @Override
  public String name() {
    return "gradient-spike";
  }

  @Override
  public String description() {
    return "Notices spikes of the first layer's gradient against its running median (MoCo-v3).";
  }

  @Override
  public Class<? extends CollapseGuard> kind() {
    return GradientGuard.class;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(THRESHOLD, WINDOW, WARM_UP, REACTION, RECORD);
  }

  @Override
  public CollapseGuard create(Options options) {
    return new GradientSpikeGuard(
        options.get(THRESHOLD),
        options.get(WINDOW).intValue(),
        options.get(WARM_UP),
        SpikeReaction.valueOf(options.get(REACTION).toUpperCase(Locale.ROOT)),
        options.get(RECORD).equals("all"));
  }
}
