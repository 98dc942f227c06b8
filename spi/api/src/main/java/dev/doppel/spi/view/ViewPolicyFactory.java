package dev.doppel.spi.view;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.option.Options;

/** Creates a view policy. Recipes select it with the key {@code views}. */
public interface ViewPolicyFactory extends ExtensionFactory {

  /**
   * Creates the policy of one run.
   *
   * @param options the options, checked
   * @param target the size and channels of a global view
   * @return the policy
   */
  ViewPolicy create(Options options, ViewTarget target);
}
