package dev.doppel.runtime.plugin;

/**
 * A plugin that was found but cannot be used.
 *
 * @param location the jar, folder or services file that it comes from; {@code unknown location} if
 *     nothing says
 * @param provider the class that the services file names; the name of the jar or folder where no
 *     class is known, and {@code unknown class} where a line of the file cannot be read
 * @param stage how far it came
 * @param reason what is wrong and what to do about it, in words that follow the class's name
 */
public record BrokenPlugin(String location, String provider, Stage stage, String reason) {

  /** How far a plugin came before it failed. */
  public enum Stage {
    /** It was not looked at: {@code plugin.exclude} names its jar. */
    EXCLUDED,
    /** It was not loaded: its jar does not match a pin of {@code plugin.sha256}. */
    UNTRUSTED,
    /** Its jar cannot be used, whatever its classes are. */
    JAR,
    /** Its class could not be loaded. */
    LOAD,
    /** Its constructor could not be run. */
    CREATE,
    /** It was built for an interface version that this host does not support. */
    HANDSHAKE,
    /** It could not say what it brings, or what it said is against the rules. */
    DESCRIBE,
    /** There are two of it. */
    CONFLICT
  }

  @Override
  public String toString() {
    return provider + " (" + location + "): " + reason;
  }
}
