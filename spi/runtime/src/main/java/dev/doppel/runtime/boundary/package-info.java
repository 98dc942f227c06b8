/**
 * The line between the host and the parts of a run that plugins bring.
 *
 * <p>A {@link dev.doppel.runtime.boundary.PluginBoundary} goes around a loss, a target update, a
 * guard or a view operation. What the part throws, and what it hands over against the rules,
 * becomes a {@link dev.doppel.runtime.plugin.PluginException} that names the part, its plugin,
 * version and jar ({@link dev.doppel.runtime.boundary.PartOrigin}). How much is looked at is {@link
 * dev.doppel.runtime.boundary.BoundaryChecks}; nothing here waits for the device.
 *
 * <p>Not here: how plugins are found and what is wrong with their jars ({@link
 * dev.doppel.runtime.plugin}), and whether a loss is finite, which the step finds out from values
 * that it reads anyway.
 */
package dev.doppel.runtime.boundary;
