package dev.doppel.runtime.plugin;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Where classes come from, in words for people: a path where it is a file. */
final class CodeLocation {

  static final String UNKNOWN = "unknown location";

  private CodeLocation() {}

  /** The jar or folder that a loaded class comes from. */
  static String of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? UNKNOWN
        : text(source.getLocation().toString());
  }

  /** The jar or folder that a resource lies in. */
  static String of(URL resource, String name) {
    String text = resource.toString();
    return text(text.endsWith(name) ? text.substring(0, text.length() - name.length()) : text);
  }

  /** The jar or folder of a module. */
  static String of(URI module) {
    return text(module.toString());
  }

  /** The last part of a location: the name of its jar or folder. */
  static String fileName(String location) {
    int separator = Math.max(location.lastIndexOf('/'), location.lastIndexOf('\\'));
    return location.substring(separator + 1);
  }

  /** The jar that a location is; empty if it is a folder, or no file at all. */
  static Optional<Path> jar(String location) {
    try {
      return Optional.of(Path.of(location)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** A file by the one name that it has whatever links lead to it. */
  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      // It is absent, or a folder above it cannot be read.
      return path.toAbsolutePath().normalize();
    }
  }

  /**
   * The jars and folders that hold a class of a name.
   *
   * <p>A class path with two versions of one jar gives two, although only the first is ever loaded
   * and nothing else tells.
   */
  static List<String> copies(String className, ClassLoader loader) {
    String resource = className.replace('.', '/') + ".class";
    try {
      return Collections.list(loader.getResources(resource)).stream()
          .map(url -> of(url, resource))
          .distinct()
          .toList();
    } catch (IOException e) {
      // Nothing can be said about copies; the class itself was loaded without trouble.
      return List.of();
    }
  }

  private static String text(String url) {
    String place = url.startsWith("jar:") ? url.substring("jar:".length()) : url;
    int inside = place.indexOf("!/");
    place = inside < 0 ? place : place.substring(0, inside);
    if (!place.startsWith("file:")) {
      return place;
    }
    try {
      return Path.of(new URI(place)).toString();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return place;
    }
  }
}
