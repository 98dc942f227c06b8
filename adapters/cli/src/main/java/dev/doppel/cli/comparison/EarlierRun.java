package dev.doppel.cli.comparison;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.failure.UsageException;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.cli.training.RecipeText;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A run that an earlier start of a comparison left in its folder. */
final class EarlierRun {

  private EarlierRun() {}

  /**
   * The figures of a run that need not be repeated.
   *
   * @param run the run as it would be trained now
   * @param folder its folder
   * @return the figures; empty if there is no run, or one that did not come to its end
   * @throws UsageException if the folder holds a finished run of another recipe
   * @throws StorageException if it cannot be read
   */
  static Optional<RunFigures> figures(PreparedRun run, Path folder) {
    Optional<RunFigures> figures = FiguresFile.read(folder);
    if (figures.isPresent()) {
      checkSame(run, folder);
    }
    return figures;
  }

  private static void checkSame(PreparedRun run, Path folder) {
    Path file = new RunFolder(folder).recipe();
    Properties earlier;
    try {
      earlier = settings(Files.readString(file));
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    }
    Properties now = settings(RecipeText.of(run));
    TreeSet<String> keys = new TreeSet<>(earlier.stringPropertyNames());
    keys.addAll(now.stringPropertyNames());
    for (String key : keys) {
      String before = earlier.getProperty(key, "not set");
      String after = now.getProperty(key, "not set");
      if (!before.equals(after)) {
        throw new UsageException(
            ("'%s' holds a finished run of another recipe: %s was %s and would be %s; name another"
                    + " folder (--output), or remove that run")
                .formatted(folder, key, before, after));
      }
    }
  }

  private static Properties settings(String recipe) {
    Properties settings = new Properties();
    try {
      settings.load(new StringReader(recipe));
    } catch (IOException e) {
      throw new IllegalStateException("memory is always readable", e);
    }
    return settings;
  }

  /**
   * Removes the files of a run that did not come to its end; whatever else is in the folder stays.
   *
   * @param folder the run's folder
   * @return whether there was such a run
   * @throws StorageException if a file cannot be removed
   */
  static boolean discard(Path folder) {
    RunFolder run = new RunFolder(folder);
    if (!Files.exists(run.recipe())) {
      return false;
    }
    try {
      for (Path file : files(run)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw StorageException.reading(folder, e);
    }
    return true;
  }

  private static List<Path> files(RunFolder run) throws IOException {
    List<Path> files =
        new ArrayList<>(
            List.of(
                run.metrics(),
                run.accuracies(),
                run.verdicts(),
                run.summary(),
                run.report(),
                run.recipe()));
    files.addAll(run.checkpoints().files());
    try (Stream<Path> entries = Files.list(run.path())) {
      entries
          .filter(entry -> entry.getFileName().toString().startsWith(RunFolder.ENCODER_NAME))
          .forEach(files::add);
    }
    return files;
  }
}
