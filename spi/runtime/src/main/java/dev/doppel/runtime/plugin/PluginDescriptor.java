package dev.doppel.runtime.plugin;

/**
 * A plugin that can be used.
 *
 * @param name the plugin's name, such as {@code byol}
 * @param version the plugin's own version, for information only; {@code unknown} if its jar does
 *     not say
 * @param spiVersion the interface version that it was compiled against
 * @param location the jar or folder that its class comes from
 */
public record PluginDescriptor(String name, String version, int spiVersion, String location) {

  static final String UNKNOWN_VERSION = "unknown";

  /**
   * Name and version, for listings.
   *
   * @return such as {@code byol 0.1.0}
   */
  public String label() {
    return name + " " + version;
  }

  /**
   * The name of the jar or folder, without where it lies.
   *
   * @return such as {@code byol-0.1.0.jar}
   */
  public String fileName() {
    return CodeLocation.fileName(location);
  }

  @Override
  public String toString() {
    return label() + " (" + location + ")";
  }
}
