package dev.doppel.cli.file;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.failure.UnusableCheckpointException;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.checkpoint.CheckpointFile;
import dev.doppel.runtime.checkpoint.CheckpointFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of a run: {@code step-000400.checkpoint} after step 400, and {@code
 * best-000400.checkpoint} at the best accuracy so far. Other files in the folder are not looked at.
 *
 * @param path the folder, which need not exist
 */
public record CheckpointFolder(Path path) {

  private static final String REGULAR = "step";
  private static final String BEST = "best";
  private static final String SUFFIX = ".checkpoint";
  private static final Pattern NAME =
      Pattern.compile("(" + REGULAR + "|" + BEST + ")-(\\d{6,15})" + Pattern.quote(SUFFIX));

  /**
   * A checkpoint by its name.
   *
   * @param file the file
   * @param steps the steps before it
   */
  public record Entry(Path file, long steps) {}

  /**
   * The checkpoints that were written at regular distances.
   *
   * @return those that are there, the latest first
   * @throws StorageException if the folder cannot be read
   */
  public List<Entry> regular() {
    return entries(REGULAR);
  }

  /**
   * The latest of the regular checkpoints.
   *
   * @return it, or nothing if there is none yet
   * @throws StorageException if the folder cannot be read
   */
  public Optional<Path> latest() {
    return regular().stream().findFirst().map(Entry::file);
  }

  /**
   * The checkpoint of the best accuracy.
   *
   * @return it, or nothing; more than one only after a crash
   * @throws StorageException if the folder cannot be read
   */
  public List<Entry> best() {
    return entries(BEST);
  }

  /**
   * All checkpoints.
   *
   * @return the regular ones, the latest first, and then that of the best accuracy
   * @throws StorageException if the folder cannot be read
   */
  public List<Entry> all() {
    return Stream.concat(regular().stream(), best().stream()).toList();
  }

  /**
   * All of it, for whoever removes the run.
   *
   * @return the checkpoints, then the folder itself; nothing if there is no folder
   * @throws StorageException if the folder cannot be read
   */
  public List<Path> files() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    return Stream.concat(all().stream().map(Entry::file), Stream.of(path)).toList();
  }

  private List<Entry> entries(String kind) {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(Files::isRegularFile)
          .flatMap(file -> entry(file, kind).stream())
          .sorted(Comparator.comparingLong(Entry::steps).reversed())
          .toList();
    } catch (IOException e) {
      throw StorageException.reading(path, e);
    }
  }

  private static List<Entry> entry(Path file, String kind) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() && name.group(1).equals(kind)
        ? List.of(new Entry(file, Long.parseLong(name.group(2))))
        : List.of();
  }

  /**
   * Writes a regular checkpoint, and removes the oldest ones.
   *
   * @param steps the steps before it
   * @param checkpoint the checkpoint
   * @param keep how many stay, at least 1
   * @param storage how to write it
   * @throws StorageException if it cannot be written; then nothing was removed
   */
  public void write(long steps, Checkpoint checkpoint, long keep, Storage storage) {
    write(REGULAR, steps, checkpoint, storage);
    keepLatest(keep);
  }

  /**
   * Writes a regular checkpoint of a run that went back, and removes those of later steps.
   *
   * @param steps the steps before it
   * @param checkpoint the checkpoint
   * @param keep how many stay, at least 1
   * @param storage how to write it
   * @throws StorageException if it cannot be written; then nothing was removed
   */
  public void writeLast(long steps, Checkpoint checkpoint, long keep, Storage storage) {
    write(REGULAR, steps, checkpoint, storage);
    discardAfter(steps);
    keepLatest(keep);
  }

  private void keepLatest(long keep) {
    regular().stream().skip(keep).forEach(CheckpointFolder::delete);
  }

  /**
   * Writes the checkpoint of the best accuracy so far, in place of an earlier one.
   *
   * @param steps the steps before it
   * @param checkpoint the checkpoint
   * @param storage how to write it
   * @throws StorageException if it cannot be written; then nothing was removed
   */
  public void writeBest(long steps, Checkpoint checkpoint, Storage storage) {
    write(BEST, steps, checkpoint, storage);
    best().stream().filter(entry -> entry.steps() != steps).forEach(CheckpointFolder::delete);
  }

  private void write(String kind, long steps, Checkpoint checkpoint, Storage storage) {
    Storage.createFolder(path);
    Path file = path.resolve(String.format(Locale.ROOT, "%s-%06d%s", kind, steps, SUFFIX));
    storage.replace(file, out -> CheckpointFormat.write(checkpoint, out));
  }

  /**
   * Removes the checkpoints of steps that will be taken anew.
   *
   * @param steps the steps that a run goes on from
   * @throws StorageException if one cannot be removed
   */
  public void discardAfter(long steps) {
    all().stream().filter(entry -> entry.steps() > steps).forEach(CheckpointFolder::delete);
  }

  private static void delete(Entry entry) {
    try {
      Files.deleteIfExists(entry.file());
    } catch (IOException e) {
      throw StorageException.writing(entry.file(), e);
    }
  }

  /**
   * Reads a checkpoint.
   *
   * @param file the file
   * @return the checkpoint
   * @throws UnusableCheckpointException if it is no checkpoint, of another version, or damaged
   * @throws StorageException if it cannot be read
   */
  public static Checkpoint read(Path file) {
    try {
      return CheckpointFile.read(file);
    } catch (CheckpointException e) {
      throw new UnusableCheckpointException(e.getMessage(), e);
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    }
  }
}
