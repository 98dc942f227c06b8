package dev.doppel.runtime.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files that have their name once they are complete, and not before. */
public final class AtomicFile {

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes the content.
     *
     * @param scratch where to: a file of the final one's name, not there yet, alone in a folder
     * @throws IOException if it cannot be written
     */
    void writeTo(Path scratch) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes a file in a hidden folder beside, on to the disk, and moves it into place: after a crash
   * there is the file before or the whole new one.
   *
   * @param file the file, in an existing folder; replaced if it exists
   * @param content writes it
   * @return the file
   * @throws IOException if it cannot be written; a file of that name is then as it was
   */
  public static Path write(Path file, Content content) throws IOException {
    // A folder and no temporary file, which would be for its owner alone and stay so.
    Path folder = Files.createTempDirectory(file.toAbsolutePath().getParent(), ".part");
    try {
      Path scratch = folder.resolve(file.getFileName());
      content.writeTo(scratch);
      try (FileChannel written = FileChannel.open(scratch, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      return Files.move(
          scratch, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
