package dev.doppel.cli.file;

import dev.doppel.cli.failure.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What guards said in the course of a run, and what followed: one line each, as soon as it is said.
 * There is no file as long as there is nothing to say. For one thread.
 */
public final class VerdictFile {

  private final Path file;
  private final Storage storage;
  private final List<String> lines;

  /**
   * Begins with what was said before.
   *
   * @param file the file; replaced if it exists
   * @param storage how to write it
   * @param earlier the lines so far
   * @throws StorageException if it cannot be written
   */
  public VerdictFile(Path file, Storage storage, List<String> earlier) {
    this.file = file;
    this.storage = storage;
    this.lines = new ArrayList<>(earlier);
    if (!lines.isEmpty()) {
      write();
    } else {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw StorageException.writing(file, e);
      }
    }
  }

  /**
   * Adds a line.
   *
   * @param line the line, without its end
   * @throws StorageException if it cannot be written
   */
  public void add(String line) {
    lines.add(line.replaceAll("\\R", " "));
    write();
  }

  /**
   * All lines.
   *
   * @return a copy
   */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  private void write() {
    storage.replace(file, String.join("\n", lines) + "\n");
  }
}
