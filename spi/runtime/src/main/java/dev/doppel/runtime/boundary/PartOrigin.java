package dev.doppel.runtime.boundary;

import dev.doppel.runtime.plugin.PluginDescriptor;
import java.util.Optional;

/**
 * Where a part of a run comes from, for messages.
 *
 * @param part the part, such as {@code loss 'byol'}
 * @param plugin the plugin that brought it, with its version and jar; empty where a program made
 *     the part itself
 */
public record PartOrigin(String part, Optional<PluginDescriptor> plugin) {

  /**
   * The origin of a plugin's part.
   *
   * @param part the part, such as {@code loss 'byol'}
   * @param plugin the plugin that brought it
   * @return the origin
   */
  public static PartOrigin of(String part, PluginDescriptor plugin) {
    return new PartOrigin(part, Optional.of(plugin));
  }

  /**
   * The origin of a part that a program made itself.
   *
   * @param part the part, such as {@code loss org.example.OwnLoss}
   * @return the origin
   */
  public static PartOrigin ofProgram(String part) {
    return new PartOrigin(part, Optional.empty());
  }

  @Override
  public String toString() {
    return part + plugin.map(descriptor -> " of plugin " + descriptor).orElse("");
  }
}
