package dev.doppel.cli.file;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folder of one run.
 *
 * <ul>
 *   <li>{@code recipe.properties}: the resolved recipe, which can be run again
 *   <li>{@code metrics.csv}: a header, then one row a step
 *   <li>{@code accuracy.csv}: the nearest-neighbour accuracy over the steps, where it was measured
 *       in between
 *   <li>{@code verdicts.txt}: what guards said, where they did
 *   <li>{@code checkpoints}: what an unfinished run goes on from
 *   <li>{@code encoder*}: the encoder, a model file of the backend's platform
 *   <li>{@code summary.json}: how the run ended, and its figures
 *   <li>{@code report.html}: all of it to look at
 * </ul>
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  /** The name that the backend gives the encoder's file, without its suffix. */
  public static final String ENCODER_NAME = "encoder";

  private static final String RECIPE_NAME = "recipe.properties";

  /**
   * Checks that a folder may hold a new run, without creating it.
   *
   * @param path the folder
   * @throws UsageException if it holds anything, or is not a folder
   * @throws StorageException if it cannot be read
   */
  public static void check(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> entries = Files.list(path)) {
      // What is left of a run that was killed before its first file was complete is in nobody's
      // way, nor is the lock of one that was killed and then removed.
      if (entries
          .map(entry -> entry.getFileName().toString())
          .anyMatch(name -> !isPart(name) && !name.equals(RunLock.NAME))) {
        throw new UsageException(
            "output folder '" + path + "' is not empty; name a new or an empty folder (--output)");
      }
    } catch (NotDirectoryException e) {
      throw new UsageException(
          "output '" + path + "' is a file; name a new or an empty folder (--output)");
    } catch (IOException e) {
      throw StorageException.reading(path, e);
    }
  }

  /**
   * A folder that nothing was written to yet, under {@code runs} in the current one. Not created.
   *
   * @param name what its name begins with
   * @return the folder; the time is in its name
   */
  public static Path fresh(String name) {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
            .format(LocalDateTime.now(ZoneId.systemDefault()));
    return Path.of("runs", name + "-" + time);
  }

  /**
   * Creates the folder of a new run.
   *
   * @param path the folder; it must be empty if it exists
   * @return the folder
   * @throws UsageException if it holds anything, or is not a folder
   * @throws StorageException if it cannot be created
   */
  public static RunFolder create(Path path) {
    check(path);
    Storage.createFolder(path);
    return new RunFolder(path);
  }

  /**
   * Opens the folder of an earlier run.
   *
   * @param path the folder
   * @param argument what named it, for messages
   * @return the folder
   * @throws UsageException if it is no such folder
   */
  public static RunFolder open(Path path, String argument) {
    RunFolder folder = new RunFolder(path);
    if (!Files.isDirectory(path)) {
      throw new UsageException("run folder '%s' does not exist (%s)".formatted(path, argument));
    }
    if (!Files.isRegularFile(folder.recipe())) {
      throw new UsageException(
          "'%s' is not the folder of a run: it holds no '%s' (%s)"
              .formatted(path, RECIPE_NAME, argument));
    }
    return folder;
  }

  /**
   * The resolved recipe.
   *
   * @return the file
   */
  public Path recipe() {
    return path.resolve(RECIPE_NAME);
  }

  /**
   * The figures of each step.
   *
   * @return the file
   */
  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  /**
   * The nearest-neighbour accuracy over the steps, if it was measured in between.
   *
   * @return the file
   */
  public Path accuracies() {
    return path.resolve("accuracy.csv");
  }

  /**
   * What guards said, one line each.
   *
   * @return the file; there is none if all were silent
   */
  public Path verdicts() {
    return path.resolve("verdicts.txt");
  }

  /**
   * What the run can go on from.
   *
   * @return the folder
   */
  public CheckpointFolder checkpoints() {
    return new CheckpointFolder(path.resolve("checkpoints"));
  }

  /**
   * Removes what only a finished run has, and what was in the middle of being written when the run
   * was cut off.
   *
   * @throws StorageException if a file cannot be removed
   */
  public void reopen() {
    try {
      Files.deleteIfExists(summary());
      Files.deleteIfExists(report());
      deleteAll(path, name -> name.startsWith(ENCODER_NAME) || isPart(name));
      deleteAll(checkpoints().path(), RunFolder::isPart);
    } catch (IOException e) {
      throw StorageException.writing(path, e);
    }
  }

  /** Names that {@link Storage} and AtomicFile give to what is not complete. */
  private static boolean isPart(String name) {
    return (name.startsWith(".") && name.endsWith(".part")) || name.startsWith(".part");
  }

  private static void deleteAll(Path folder, Predicate<String> chosen) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> entries = Files.list(folder)) {
      found = entries.filter(entry -> chosen.test(entry.getFileName().toString())).toList();
    }
    for (Path entry : found) {
      deleteAll(entry, name -> true);
      Files.deleteIfExists(entry);
    }
  }

  /**
   * The report.
   *
   * @return the file
   */
  public Path report() {
    return path.resolve("report.html");
  }

  /**
   * Where pictures of the encoder's attention go, unless another place is named.
   *
   * @return the folder
   */
  public Path attention() {
    return path.resolve("attention");
  }

  /**
   * How the run ended.
   *
   * @return the file
   */
  public Path summary() {
    return path.resolve("summary.json");
  }

  /**
   * The encoder of a finished run.
   *
   * @return the file
   * @throws UsageException if there is none, or more than one
   * @throws StorageException if the folder cannot be read
   */
  public Path encoder() {
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> found =
          entries
              .filter(entry -> entry.getFileName().toString().startsWith(ENCODER_NAME))
              .sorted()
              .toList();
      if (found.size() != 1) {
        throw new UsageException(
            "'%s' holds %s encoder file; a finished run has one, named '%s*' (--run)"
                .formatted(path, found.isEmpty() ? "no" : "more than one", ENCODER_NAME));
      }
      return found.get(0);
    } catch (IOException e) {
      throw StorageException.reading(path, e);
    }
  }
}
