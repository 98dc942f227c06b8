package dev.doppel.spi.loss;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.option.Options;

/** Creates a loss from its options. Recipes select it with the key {@code loss}. */
public interface LossFactory extends ExtensionFactory {

  /**
   * Creates the loss of one run.
   *
   * @param options the options, checked
   * @return the loss
   */
  Loss create(Options options);
}
