package dev.doppel.runtime.plugin;

import dev.doppel.spi.SpiVersion;

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

  /**
   * Which interface the plugin was built for and which one it runs with, for errors that say that
   * something does not fit.
   *
   * @return both versions, with the host's jar
   */
  public String alignment() {
    return "built for interface version %d, run with version %d of %s"
        .formatted(
            spiVersion,
            SpiVersion.CURRENT,
            CodeLocation.fileName(CodeLocation.of(SpiVersion.class)));
  }

  @Override
  public String toString() {
    return label() + " (" + location + ")";
  }
}
