package dev.doppel.cli.file;

import dev.doppel.cli.failure.StorageException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files so that a reader sees all of a file or none of it, whatever happens meanwhile: the
 * content goes to a hidden file in the same folder, is forced to the disk, and then takes its name.
 */
public final class Storage {

  private final Opener opener;

  /** Creates a storage on the default file system. */
  public Storage() {
    this(Files::newOutputStream);
  }

  // For tests of full disks.
  Storage(Opener opener) {
    this.opener = opener;
  }

  /** Opens files for writing. */
  @FunctionalInterface
  interface Opener {
    OutputStream open(Path file, OpenOption... options) throws IOException;
  }

  /** What a file consists of. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes all of it.
     *
     * @param out where to; buffered, and closed by the caller
     * @throws IOException if that fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, in place of one that has the name already.
   *
   * @param file the file's final name, in an existing folder
   * @param content the file's content
   * @throws StorageException if it cannot be written; what had the name before has it still
   */
  public void replace(Path file, Content content) {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(opener.open(part))) {
        content.writeTo(out);
      }
      toDisk(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      deleteQuietly(part, e);
      throw StorageException.writing(file, e);
    } catch (RuntimeException e) {
      deleteQuietly(part, e);
      throw e;
    }
  }

  /**
   * Writes a text file in UTF-8, as {@link #replace(Path, Content)} does.
   *
   * @param file the file's final name, in an existing folder
   * @param text the file's content
   * @throws StorageException if it cannot be written
   */
  public void replace(Path file, String text) {
    replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Creates a folder, and those above it, where they do not exist.
   *
   * @param folder the folder
   * @throws StorageException if it cannot be created
   */
  public static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw StorageException.writing(
          folder, new IOException("'" + e.getFile() + "' is not a folder"));
    } catch (IOException e) {
      throw StorageException.writing(folder, e);
    }
  }

  /**
   * Adds rows to the end of a file. If that fails, the file is cut back to what it was.
   *
   * @param file an existing file
   * @param rows the rows, each with its line end
   * @throws StorageException if they cannot be written
   */
  void append(Path file, String rows) {
    long size = -1;
    try {
      size = Files.size(file);
      try (OutputStream out = opener.open(file, StandardOpenOption.APPEND)) {
        out.write(rows.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      cut(file, size, e);
      throw StorageException.appending(file, e);
    }
  }

  /**
   * Waits until all that was added to a file is on the disk for good.
   *
   * @param file the file
   * @throws StorageException if that fails
   */
  void force(Path file) {
    try {
      toDisk(file);
    } catch (IOException e) {
      throw StorageException.appending(file, e);
    }
  }

  // Without it, a power cut after the move could leave an empty file under the final name.
  private static void toDisk(Path part) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void deleteQuietly(Path part, Exception cause) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static void cut(Path file, long size, IOException cause) {
    if (size < 0) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
