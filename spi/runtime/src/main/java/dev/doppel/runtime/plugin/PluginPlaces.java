package dev.doppel.runtime.plugin;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds the plugins in folders: each jar is one, and each folder inside that holds jars. Other
 * files and what is hidden are no concern of it.
 */
final class PluginPlaces {

  private static final String JAR = ".jar";

  private final Consumer<PluginPlace> found;
  private final Consumer<BrokenPlugin> broken;
  private final Set<Path> seen = new HashSet<>();

  PluginPlaces(Consumer<PluginPlace> found, Consumer<BrokenPlugin> broken) {
    this.found = found;
    this.broken = broken;
  }

  /** Looks into a folder; one that is absent holds nothing. */
  void folder(Path folder) {
    if (Files.isDirectory(folder)) {
      search(absolute(folder));
    }
  }

  /** Takes a jar, or looks into a folder, of a plugin path: it is named, so it must be there. */
  void entry(Path entry) {
    Path location = absolute(entry);
    if (isJar(location)) {
      add(new PluginPlace(location, List.of(location)));
    } else if (!Files.isDirectory(location)) {
      refuse(
          location,
          Files.exists(location)
              ? "is on the plugin path, but is neither a jar nor a folder"
              : "is on the plugin path, but there is no such file or folder");
    } else if (search(location) == 0) {
      refuse(location, "is on the plugin path, but no jar is in it");
    }
  }

  private int search(Path folder) {
    List<PluginPlace> places;
    try {
      places = places(folder);
    } catch (IOException e) {
      refuse(folder, "cannot be read: " + e);
      return 1;
    }
    places.forEach(this::add);
    return places.size();
  }

  private static List<PluginPlace> places(Path folder) throws IOException {
    List<PluginPlace> places = new ArrayList<>();
    for (Path entry : entries(folder)) {
      List<Path> jars =
          Files.isDirectory(entry)
              ? entries(entry).stream().filter(PluginPlaces::isJar).toList()
              : Stream.of(entry).filter(PluginPlaces::isJar).toList();
      if (!jars.isEmpty()) {
        places.add(new PluginPlace(entry, jars));
      }
    }
    return places;
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isJar(Path path) {
    return path.toString().endsWith(JAR) && Files.isRegularFile(path);
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private void add(PluginPlace place) {
    if (seen.add(place.location())) {
      found.accept(place);
    }
  }

  private void refuse(Path location, String reason) {
    String text = location.toString();
    broken.accept(new BrokenPlugin(text, CodeLocation.fileName(text), Stage.JAR, reason));
  }
}
