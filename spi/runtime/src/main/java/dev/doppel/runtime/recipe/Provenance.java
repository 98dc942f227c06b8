package dev.doppel.runtime.recipe;

import dev.doppel.runtime.plugin.PluginDescriptor;

/**
 * Which plugin a part of a run comes from.
 *
 * @param kind the kind of part, such as {@code loss}
 * @param name its name, such as {@code byol}
 * @param plugin the plugin, with its version and jar
 */
public record Provenance(String kind, String name, PluginDescriptor plugin) {

  @Override
  public String toString() {
    return "%s %s: plugin %s".formatted(kind, name, plugin);
  }
}
