package dev.doppel.runtime.plugin;

/**
 * Something that a plugin brings, and the plugin.
 *
 * @param factory the factory, or the preset where recipes are asked for
 * @param plugin the plugin that brings it
 * @param <F> the type of the factory
 */
public record Registered<F>(F factory, PluginDescriptor plugin) {}
