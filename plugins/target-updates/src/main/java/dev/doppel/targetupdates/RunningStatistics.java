package dev.doppel.targetupdates;

import dev.doppel.spi.option.Option;
import java.util.Locale;

/** What a rule does with the running statistics of normalisation layers. */
enum RunningStatistics {
  /** They stay the target's own, which its forward passes in training mode move. */
  KEEP,
  /** They are averaged like the parameters. */
  AVERAGE,
  /** They are copied from the online network. */
  COPY;

  static RunningStatistics of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The option, with as many of the words as make sense for a rule. */
  static Option<String> option(String... words) {
    return Option.choice("running-statistics", words)
        .defaultValue("keep")
        .describedAs("of normalisation layers: the target's own, or taken from the online network");
  }
}
