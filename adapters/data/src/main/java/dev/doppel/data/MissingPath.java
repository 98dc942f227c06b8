package dev.doppel.data;

import dev.doppel.spi.option.NearestName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The message about a path where nothing is: how far it leads, and what was perhaps meant. */
final class MissingPath {

  private MissingPath() {}

  static DataException exception(String location, Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path missing = absolute;
    Path parent = absolute.getParent();
    while (parent != null && !Files.isDirectory(parent)) {
      missing = parent;
      parent = parent.getParent();
    }
    String end =
        missing.equals(absolute)
            ? ""
            : Words.text(": '%s' does, '%s' does not", parent, missing.getFileName());
    return new DataException(
        Words.text("data path '%s' does not exist%s", location, end) + suggestion(path, missing));
  }

  private static String suggestion(Path path, Path missing) {
    List<String> candidates = new ArrayList<>();
    FolderListing beside = FolderListing.of(missing.getParent());
    Stream.concat(beside.folders().stream(), beside.files().stream())
        .forEach(sibling -> candidates.add(sibling.getFileName().toString()));
    if (path.getNameCount() == 1) {
      candidates.add(ShapesSource.NAME);
    }
    Optional<String> nearest = NearestName.of(missing.getFileName().toString(), candidates);
    return nearest
        .map(
            name ->
                "; did you mean '"
                    + (path.getNameCount() == 1 ? name : missing.resolveSibling(name))
                    + "'?")
        .orElse("; expected a file, a folder or the word 'shapes'");
  }
}
