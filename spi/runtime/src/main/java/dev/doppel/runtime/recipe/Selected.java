package dev.doppel.runtime.recipe;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.boundary.PartOrigin;
import dev.doppel.runtime.boundary.PluginBoundary;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.spi.option.Options;

/**
 * What a selector selects.
 *
 * @param key the key to report problems with
 * @param owner what it is, such as {@code loss 'byol'}
 * @param registered the factory and its plugin
 * @param options its options, checked
 */
record Selected<F>(String key, String owner, Registered<F> registered, Options options) {

  PartOrigin origin() {
    return PartOrigin.of(owner, registered.plugin());
  }

  /** The boundary of calls to the factory, which come before anything says how much to check. */
  PluginBoundary boundary() {
    return new PluginBoundary(origin(), BoundaryChecks.FULL);
  }
}
