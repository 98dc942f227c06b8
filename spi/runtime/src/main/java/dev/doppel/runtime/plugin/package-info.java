/**
 * Which plugins there are.
 *
 * <p>A {@link dev.doppel.runtime.plugin.PluginSearch} says where to look for {@link
 * dev.doppel.spi.SelfSupervisedPlugin}s: through class loaders of the program, and in folders and
 * jars whose plugins get a class loader each. What it found is a {@link
 * dev.doppel.runtime.plugin.PluginRegistry}: an explicit, immutable object, no static state. Its
 * {@link dev.doppel.runtime.plugin.PluginRegistry#find} answers a recipe's question for a loss, a
 * target update and so on ({@link dev.doppel.runtime.plugin.ExtensionKind}) with a factory and the
 * {@link dev.doppel.runtime.plugin.PluginDescriptor} of the jar that brought it.
 *
 * <p>A plugin that cannot be used hurts nobody else: it becomes a {@link
 * dev.doppel.runtime.plugin.BrokenPlugin} with the stage it failed at and a reason that says what
 * to do, and is an error only where a recipe asks for something that is not there.
 *
 * <p>Trust: jars that do not match a {@link dev.doppel.runtime.plugin.PluginPin} are not loaded. A
 * class loader of its own keeps the libraries of plugins apart; it is no sandbox.
 *
 * <p>Not here: options and recipes ({@link dev.doppel.runtime.recipe}), whose keys {@code plugin.*}
 * make a search.
 */
package dev.doppel.runtime.plugin;
