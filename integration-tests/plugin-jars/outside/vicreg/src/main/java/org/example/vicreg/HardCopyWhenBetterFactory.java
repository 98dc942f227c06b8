package org.example.vicreg;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.TargetUpdateFactory;
import java.util.List;

/** Creates the target update {@code hard-copy-when-better}. */
final class HardCopyWhenBetterFactory implements TargetUpdateFactory {

  static final Option<Long> EVERY =
      Option.whole("every")
          .atLeast(1)
          .defaultValue(100L)
          .describedAs("steps over which the mean loss is taken, and after which a copy may follow");

  @Override
  public String name() {
    return "hard-copy-when-better";
  }

  @Override
  public String description() {
    return "Copies the online network where its mean loss was never lower.";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(EVERY);
  }

  @Override
  public TargetUpdate create(Options options) {
    return new HardCopyWhenBetter(options.get(EVERY));
  }
}
