package dev.doppel.cli;

import dev.doppel.cli.failure.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The recipe files of the distribution, in the folder {@code recipes}. They are named like presets:
 * by the file's name without its ending.
 *
 * @param folder the folder; empty if this is not a distribution
 */
record RecipeShelf(Optional<Path> folder) {

  private static final String ENDING = ".properties";

  /** The shelf of the distribution that runs, which the command's script tells of. */
  static RecipeShelf ofDistribution() {
    return new RecipeShelf(
        Optional.ofNullable(System.getProperty("doppel.home"))
            .map(home -> Path.of(home, "recipes"))
            .filter(Files::isDirectory));
  }

  List<String> names() {
    if (folder.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder.get())) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw StorageException.reading(folder.get(), e);
    }
  }

  Optional<Path> file(String name) {
    return names().contains(name)
        ? folder.map(path -> path.resolve(name + ENDING))
        : Optional.empty();
  }

  /** The file's first comment line, which says what it is for. */
  String description(String name) {
    Path file = file(name).orElseThrow();
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .findFirst()
          .filter(line -> line.startsWith("#"))
          .map(line -> line.substring(1).strip())
          .orElse("");
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    }
  }
}
