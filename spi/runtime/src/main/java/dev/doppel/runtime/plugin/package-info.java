/**
 * Which plugins there are.
 *
 * <p>{@link dev.doppel.runtime.plugin.PluginRegistry#discover} looks for {@link
 * dev.doppel.spi.SelfSupervisedPlugin}s through class loaders and keeps what it found: an explicit,
 * immutable object, no static state. Its {@link dev.doppel.runtime.plugin.PluginRegistry#find}
 * answers a recipe's question for a loss, a target update and so on ({@link
 * dev.doppel.runtime.plugin.ExtensionKind}) with a factory and the {@link
 * dev.doppel.runtime.plugin.PluginDescriptor} of the jar that brought it.
 *
 * <p>A plugin that cannot be used hurts nobody else: it becomes a {@link
 * dev.doppel.runtime.plugin.BrokenPlugin} with the stage it failed at and a reason that says what
 * to do, and is an error only where a recipe asks for something that is not there.
 *
 * <p>Not here: options and recipes ({@link dev.doppel.runtime.recipe}). How a class loader comes to
 * see a jar is the caller's business: each class loader handed to the registry may hold one plugin
 * or many.
 */
package dev.doppel.runtime.plugin;
