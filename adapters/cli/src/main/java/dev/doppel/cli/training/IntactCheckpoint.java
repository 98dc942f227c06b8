package dev.doppel.cli.training;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.failure.UnusableCheckpointException;
import dev.doppel.cli.file.CheckpointFolder;
import dev.doppel.cli.file.MetricsFile;
import dev.doppel.cli.file.RunFolder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a run whose checkpoint is refused can go on from instead. */
final class IntactCheckpoint {

  private final RunFolder folder;
  private final PreparedRun prepared;
  private final Optional<Path> refused;

  /**
   * Creates the search.
   *
   * @param refused the checkpoint that is no choice, if there is one
   */
  IntactCheckpoint(RunFolder folder, PreparedRun prepared, Optional<Path> refused) {
    this.folder = folder;
    this.prepared = prepared;
    this.refused = refused.map(IntactCheckpoint::place);
  }

  private static Path place(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** The same refusal, with what to do about it where anything can be. */
  UnusableCheckpointException named(UnusableCheckpointException refusal) {
    return new UnusableCheckpointException(refusal.getMessage() + advice(), refusal);
  }

  private String advice() {
    // The best one last of those of the same step, as it is there for its accuracy.
    List<Path> files =
        folder.checkpoints().all().stream()
            .sorted(Comparator.comparingLong(CheckpointFolder.Entry::steps).reversed())
            .map(CheckpointFolder.Entry::file)
            .toList();
    boolean isAnyRead = false;
    for (Path file : files) {
      // One at a time: each has all networks.
      Optional<SavedRun> run = read(file);
      isAnyRead |= run.isPresent();
      if (run.isPresent() && isAccepted(run.get())) {
        return "; this run's latest intact checkpoint: doppel resume %s --from %s"
            .formatted(folder.path(), file);
      }
    }
    return files.isEmpty() || isAnyRead
        ? ""
        : "; no checkpoint of this run is intact, so begin anew: doppel train --config %s --output DIR"
            .formatted(folder.recipe());
  }

  private static Optional<SavedRun> read(Path file) {
    try {
      return Optional.of(SavedRun.read(file));
    } catch (UnusableCheckpointException e) {
      return Optional.empty();
    }
  }

  private boolean isAccepted(SavedRun run) {
    if (refused.equals(Optional.of(place(run.file())))) {
      return false;
    }
    try {
      run.require(prepared);
      MetricsFile.require(folder.metrics(), run.progress().mark().metrics());
      return true;
    } catch (UnusableCheckpointException | StorageException e) {
      return false;
    }
  }
}
