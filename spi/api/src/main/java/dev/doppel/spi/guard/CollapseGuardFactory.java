package dev.doppel.spi.guard;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.option.Options;

/**
 * Creates a guard. Recipes select target shapers with the key {@code target-shaping} and the other
 * kinds with {@code guards}.
 */
public interface CollapseGuardFactory extends ExtensionFactory {

  /**
   * The kind of guard that {@link #create} returns.
   *
   * @return one of the three kinds
   */
  Class<? extends CollapseGuard> kind();

  /**
   * Creates the guard of one run.
   *
   * @param options the options, checked
   * @return the guard, an instance of {@link #kind()}
   */
  CollapseGuard create(Options options);
}
