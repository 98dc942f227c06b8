package dev.doppel.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lies directly in a folder, sorted by name. Names that begin with a dot are left out.
 *
 * @param files the files, and links to files
 * @param folders the folders, and links to folders
 */
record FolderListing(List<Path> files, List<Path> folders) {

  static FolderListing of(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> visible = entries.filter(path -> !isHidden(path)).sorted().toList();
      return new FolderListing(
          visible.stream().filter(Files::isRegularFile).toList(),
          visible.stream().filter(Files::isDirectory).toList());
    } catch (IOException e) {
      throw FileProblems.cannotRead(folder, e);
    }
  }

  /** Whether a name begins with a dot, as those of files that programs leave behind do. */
  static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  /** The names of some paths, quoted. */
  static String names(List<Path> paths) {
    return paths.stream()
        .map(path -> "'" + path.getFileName() + "'")
        .collect(Collectors.joining(", "));
  }
}
