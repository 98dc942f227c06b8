package dev.doppel.cli.training;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.failure.UnusableCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the checkpoints of a run are, in words.
 *
 * @param latest the first that is intact; no other stays in memory, as each has all networks
 * @param lines one for each that is there
 */
record CheckpointInspection(Optional<SavedRun> latest, List<String> lines) {

  private static final double MEBIBYTE = 1 << 20;

  /** Copies. */
  CheckpointInspection {
    lines = List.copyOf(lines);
  }

  /**
   * Reads checkpoints.
   *
   * @param files the files; those that a run has removed meanwhile are left out
   * @return what they are
   * @throws StorageException if one is there and cannot be read
   */
  static CheckpointInspection of(List<Path> files) {
    Optional<SavedRun> latest = Optional.empty();
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      try {
        String name = file.getFileName() + ", " + size(file) + ": ";
        try {
          SavedRun run = SavedRun.read(file);
          latest = latest.or(() -> Optional.of(run));
          lines.add(name + "intact");
        } catch (UnusableCheckpointException e) {
          lines.add(name + e.getMessage());
        }
      } catch (StorageException e) {
        if (Files.exists(file)) {
          throw e;
        }
      }
    }
    return new CheckpointInspection(latest, lines);
  }

  /** The size of a file, in words. */
  static String size(Path file) {
    try {
      return String.format(Locale.ROOT, "%.1f MiB", Files.size(file) / MEBIBYTE);
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    }
  }
}
