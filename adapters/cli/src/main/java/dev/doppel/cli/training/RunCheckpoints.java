package dev.doppel.cli.training;

import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.recipe.Provenance;
import dev.doppel.runtime.recipe.RunIdentity;
import dev.doppel.runtime.training.TrainingSession;
import java.util.OptionalDouble;

/** Writes the checkpoints of a run. */
final class RunCheckpoints {

  private final PreparedRun prepared;
  private final RunFolder folder;
  private final Storage storage;
  private final TrainingSession session;
  private final RunState state;
  private final Rollback rollback;
  private final CheckpointSettings settings;
  private final String images;
  private long written = -1;

  RunCheckpoints(
      PreparedRun prepared,
      RunFolder folder,
      Storage storage,
      TrainingSession session,
      RunState state,
      Rollback rollback) {
    this.prepared = prepared;
    this.folder = folder;
    this.storage = storage;
    this.session = session;
    this.state = state;
    this.rollback = rollback;
    this.settings = CheckpointSettings.of(prepared);
    // Now, as reading images is no part of the time that steps take.
    this.images = settings.every() > 0 ? DataChecksum.of(prepared.data()) : "";
  }

  CheckpointSettings settings() {
    return settings;
  }

  /** Writes a checkpoint after a step, if it is time. */
  void afterStep() {
    if (settings.due(state.steps(), prepared.plan().steps())) {
      write();
    }
  }

  /** Writes a checkpoint for whoever resumes an interrupted run. */
  void atInterruption() {
    if (settings.every() > 0 && state.steps() > 0 && written != state.steps()) {
      write();
    }
  }

  /**
   * Makes the state that a run went back to the one that it is resumed from. Whenever the process
   * is killed meanwhile, there is a checkpoint that fits the metrics: those of the steps gone back
   * over go last.
   */
  void afterRollback() {
    if (settings.every() > 0) {
      folder.checkpoints().writeLast(state.steps(), checkpoint(), settings.keep(), storage);
      written = state.steps();
    }
    state.recorder().forget();
  }

  private void write() {
    folder.checkpoints().write(state.steps(), checkpoint(), settings.keep(), storage);
    written = state.steps();
  }

  /** Whether an accuracy is better than that of the checkpoint kept for its accuracy. */
  boolean isBest(double accuracy) {
    OptionalDouble kept = BestAccuracy.kept(folder.checkpoints(), state.recorder().accuracies());
    return kept.isEmpty() || accuracy > kept.getAsDouble();
  }

  /** Writes the checkpoint of the best accuracy so far. */
  void best() {
    if (settings.every() > 0) {
      folder.checkpoints().writeBest(state.steps(), checkpoint(), storage);
    }
  }

  /** How to go on once a plugin that ended the run is mended, in words that follow a semicolon. */
  String remedy() {
    return folder.checkpoints().regular().stream()
        .findFirst()
        .map(
            latest ->
                ("the checkpoint after %,d steps, %s, is intact: mend the plugin, then doppel resume"
                        + " %s")
                    .formatted(latest.steps(), latest.file(), folder.path()))
        .orElse("there is no checkpoint to go on from: mend the plugin, then begin anew");
  }

  private Checkpoint checkpoint() {
    Checkpoint.Builder checkpoint = new Checkpoint.Builder();
    RunIdentity.of(prepared.resolved()).save(checkpoint);
    checkpoint.text(SavedRun.METHOD, prepared.method());
    checkpoint.text(SavedRun.DATA, prepared.data().description());
    checkpoint.count(SavedRun.SAMPLES, prepared.data().train().size());
    checkpoint.text(SavedRun.IMAGES, images);
    for (Provenance provenance : prepared.resolved().provenance()) {
      String part = SavedRun.PLUGIN + provenance.kind() + " " + provenance.name();
      checkpoint.text(part, provenance.plugin().label());
    }
    session.save(checkpoint.part(SavedRun.SESSION));
    rollback.save(checkpoint);
    // Last, as it flushes the metrics: a session that was saved does not tell those steps again.
    state.progress().save(checkpoint);
    state.recorder().force();
    return checkpoint.build();
  }
}
