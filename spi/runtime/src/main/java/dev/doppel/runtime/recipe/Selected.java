package dev.doppel.runtime.recipe;

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
record Selected<F>(String key, String owner, Registered<F> registered, Options options) {}
