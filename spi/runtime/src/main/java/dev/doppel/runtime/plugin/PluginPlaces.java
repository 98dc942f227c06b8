package dev.doppel.runtime.plugin;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final String UNREADABLE = "cannot be read: ";

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
    } else if (!search(location)) {
      refuse(location, "is on the plugin path, but no jar is in it");
    }
  }

  /** Whether anything was found, be it that something in there cannot be read. */
  private boolean search(Path folder) {
    boolean any = false;
    try {
      for (Path entry : entries(folder)) {
        any |= Files.isDirectory(entry) ? searchInside(entry) : addAll(entry, List.of(entry));
      }
      return any;
    } catch (IOException e) {
      return refuse(folder, UNREADABLE + e);
    }
  }

  /** One that cannot be read is no reason to leave out those beside it. */
  private boolean searchInside(Path folder) {
    try {
      return addAll(folder, entries(folder));
    } catch (IOException e) {
      return refuse(folder, UNREADABLE + e);
    }
  }

  private boolean addAll(Path location, List<Path> files) {
    List<Path> jars = files.stream().filter(PluginPlaces::isJar).toList();
    if (jars.isEmpty()) {
      return false;
    }
    add(new PluginPlace(location, jars));
    return true;
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

  /** As it is written, without detours: behind a link {@code ..} is no detour. */
  private static Path absolute(Path path) {
    Path absolute = path.toAbsolutePath();
    Path direct = absolute.normalize();
    return CodeLocation.real(direct).equals(CodeLocation.real(absolute)) ? direct : absolute;
  }

  private void add(PluginPlace place) {
    if (seen.add(CodeLocation.real(place.location()))) {
      found.accept(place);
    }
  }

  /** Returns true: something was found. */
  private boolean refuse(Path location, String reason) {
    String text = location.toString();
    broken.accept(new BrokenPlugin(text, CodeLocation.fileName(text), Stage.JAR, reason));
    return true;
  }
}
