package dev.doppel.runtime.plugin;

/**
 * A plugin that was found but cannot be used.
 *
 * @param location the jar, folder or services file that it comes from; {@code unknown location} if
 *     nothing says
 * @param provider the class that the services file names; {@code unknown class} if the file cannot
 *     be read
 * @param stage how far it came
 * @param reason what is wrong and what to do about it, in words that follow the class's name
 */
public record BrokenPlugin(String location, String provider, Stage stage, String reason) {

  /** How far a plugin came before it failed. */
  public enum Stage {
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
