package dev.doppel.spi.target;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.option.Options;

/** Creates a target-update rule. Recipes select it with the key {@code target-update}. */
public interface TargetUpdateFactory extends ExtensionFactory {

  /**
   * Creates the rule of one run.
   *
   * @param options the options, checked
   * @return the rule
   */
  TargetUpdate create(Options options);
}
