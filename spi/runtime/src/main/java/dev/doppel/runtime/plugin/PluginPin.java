package dev.doppel.runtime.plugin;

import dev.doppel.runtime.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The content that a plugin's jar must have to be loaded.
 *
 * @param jar the jar's file name, such as {@code byol-0.1.0.jar}
 * @param sha256 the SHA-256 of its bytes, as 64 lower-case hexadecimal digits
 */
public record PluginPin(String jar, String sha256) {

  private static final char SEPARATOR = '=';

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if there is no name, or the SHA-256 is none
   */
  public PluginPin {
    sha256 = sha256.toLowerCase(Locale.ROOT);
    if (jar.isEmpty() || !sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "a pin is a jar's file name and the 64 hexadecimal digits of its SHA-256, unlike '%s%s%s'"
              .formatted(jar, SEPARATOR, sha256));
    }
  }

  /**
   * The pin of a jar as it is.
   *
   * @param jar the jar
   * @return its file name and its SHA-256
   * @throws IOException if the jar cannot be read
   */
  public static PluginPin of(Path jar) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new PluginPin(jar.getFileName().toString(), HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * Reads a pin.
   *
   * @param text such as {@code byol-0.1.0.jar=9f86d081...}
   * @return the pin
   * @throws IllegalArgumentException if the text is no name, {@code =} and SHA-256
   */
  public static PluginPin parse(String text) {
    int separator = text.lastIndexOf(SEPARATOR);
    if (separator < 0) {
      throw new IllegalArgumentException(
          "a pin is a jar's file name, = and its SHA-256, unlike '" + text + "'");
    }
    return new PluginPin(
        text.substring(0, separator).strip(), text.substring(separator + 1).strip());
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return jar + SEPARATOR + sha256;
  }
}
