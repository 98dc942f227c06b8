package dev.doppel.targetupdates;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.target.TargetInitialisation;

/** The option that says how a target network starts. */
final class Initialisations {

  private Initialisations() {}

  static Option<String> option(String defaultValue) {
    return Option.choice("initialisation", "copy", "independent")
        .defaultValue(defaultValue)
        .describedAs("the target network starts as a copy of the online one, or at random");
  }

  static TargetInitialisation of(Options options, Option<String> option) {
    return options.get(option).equals("copy")
        ? TargetInitialisation.COPY_OF_ONLINE
        : TargetInitialisation.INDEPENDENT;
  }
}
