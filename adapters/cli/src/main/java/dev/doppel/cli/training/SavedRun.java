package dev.doppel.cli.training;

import dev.doppel.cli.failure.UnusableCheckpointException;
import dev.doppel.cli.file.CheckpointFolder;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.recipe.Provenance;
import dev.doppel.runtime.recipe.RunIdentity;
import dev.doppel.runtime.training.TrainingSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A run as a checkpoint holds it.
 *
 * @param file the checkpoint
 * @param checkpoint what is in it
 * @param progress how far the run had come
 */
record SavedRun(Path file, Checkpoint checkpoint, RunProgress progress) {

  static final String METHOD = "about.method";
  static final String DATA = "about.data";
  static final String SAMPLES = "about.samples";

  /** What images there are; checkpoints of before it was written lack it. */
  static final String IMAGES = "about.images";

  static final String PLUGIN = "plugin.";
  static final String SESSION = "session.";

  /**
   * Reads a checkpoint.
   *
   * @throws UnusableCheckpointException if it is no checkpoint, of another version, damaged, or not
   *     of a run of this command
   */
  static SavedRun read(Path file) {
    Checkpoint checkpoint = CheckpointFolder.read(file);
    return of(file, checkpoint);
  }

  static SavedRun of(Path file, Checkpoint checkpoint) {
    try {
      checkpoint.text(METHOD);
      checkpoint.text(DATA);
      checkpoint.count(SAMPLES);
      return new SavedRun(file, checkpoint, RunProgress.restore(checkpoint));
    } catch (IllegalArgumentException e) {
      throw new UnusableCheckpointException(
          CheckpointException.incomplete(file.toString(), e).getMessage(), e);
    }
  }

  /**
   * Checks that a run is the one that was saved.
   *
   * @throws UnusableCheckpointException if its recipe or its data differ
   */
  void require(PreparedRun run) {
    try {
      RunIdentity.of(run.resolved()).require(checkpoint, file.toString());
    } catch (CheckpointException e) {
      throw new UnusableCheckpointException(e.getMessage(), e);
    }
    long there = checkpoint.count(SAMPLES);
    int here = run.data().train().size();
    if (there != here) {
      throw new UnusableCheckpointException(
          ("cannot go on from %s: the data to train on had %,d images and have %,d now, which come"
                  + " in another order; put them back as they were, or train anew")
              .formatted(file, there, here));
    }
    String images = checkpoint.texts().get(IMAGES);
    if (images != null && !images.equals(DataChecksum.of(run.data()))) {
      throw new UnusableCheckpointException(
          ("cannot go on from %s: the data are '%s' there and '%s' here, with other images or labels;"
                  + " set data=PATH to where those of the run are now, or train anew")
              .formatted(file, checkpoint.text(DATA), run.data().description()));
    }
  }

  /** The plugins whose version is another one now, one line each. */
  List<String> otherVersions(PreparedRun run) {
    Map<String, String> saved = checkpoint.part(PLUGIN).texts();
    List<String> lines = new ArrayList<>();
    for (Provenance provenance : run.resolved().provenance()) {
      String part = provenance.kind() + " " + provenance.name();
      String before = saved.get(part);
      String now = provenance.plugin().label();
      if (before != null && !before.equals(now)) {
        lines.add(
            "%s came from plugin %s and comes from %s now: the run may be another one from here on"
                .formatted(part, before, now));
      }
    }
    return lines;
  }

  /** Brings a session and what goes with it to where they were. */
  void restore(TrainingSession session, Rollback rollback) {
    try {
      session.restore(checkpoint.part(SESSION), file.toString());
      rollback.restore(checkpoint);
    } catch (CheckpointException e) {
      throw new UnusableCheckpointException(e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new UnusableCheckpointException(
          CheckpointException.incomplete(file.toString(), e).getMessage(), e);
    }
  }
}
