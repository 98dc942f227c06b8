package dev.doppel.cli.training;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.file.MetricsFile;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.file.RunLock;
import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.Measurements;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.cli.result.TrainingResult;
import dev.doppel.cli.training.AccuracyMeter.Worth;
import dev.doppel.runtime.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One run, from the first look at the data to the report. */
final class TrainingRun {

  private final PreparedRun prepared;
  private final Path output;
  private final TrainingSettings settings;
  private final RunState state;
  private final AccuracyMeter meter;

  TrainingRun(PreparedRun prepared, Path output, TrainingSettings settings) {
    this.prepared = prepared;
    this.output = output;
    this.settings = settings;
    this.state = new RunState(settings, prepared.plan().batchSize());
    this.meter = new AccuracyMeter(prepared, settings.stop()::requested);
  }

  /** Trains in a new folder. */
  @SuppressWarnings("try") // the lock is there for its end alone
  TrainingResult run() {
    try (TrainingSession session = prepared.open(state.recorder())) {
      RunFolder folder = RunFolder.create(output);
      RunFiles files = new RunFiles(prepared, folder, settings.storage());
      files.writeRecipe();
      try (RunLock lock = RunLock.take(output)) {
        return train(session, folder, Optional.empty());
      }
    }
  }

  /**
   * Goes on in the folder of an unfinished run, which the caller has locked.
   *
   * @param saved where it goes on; the start if there is none
   */
  TrainingResult goOn(RunFolder folder, Optional<SavedRun> saved) {
    try (TrainingSession session = prepared.open(state.recorder())) {
      return train(session, folder, saved);
    }
  }

  private TrainingResult train(
      TrainingSession session, RunFolder folder, Optional<SavedRun> saved) {
    Rollback rollback = new Rollback(prepared, session, state);
    // All that may be refused comes before anything in the folder is changed.
    saved.ifPresent(run -> run.restore(session, rollback));
    saved.ifPresent(run -> MetricsFile.require(folder.metrics(), run.progress().mark().metrics()));
    folder.reopen();
    folder.checkpoints().discardAfter(saved.map(run -> run.progress().mark().steps()).orElse(0L));
    if (saved.isPresent()) {
      state.goOn(saved.get().progress(), folder, settings.storage());
    } else {
      state.recorder().begin(folder, settings.storage());
    }
    settings.listener().onStart(RunOverview.of(prepared, session, output));
    if (saved.isEmpty()) {
      measureBefore(session);
      rollback.begin();
    }
    RunCheckpoints checkpoints =
        new RunCheckpoints(prepared, folder, settings.storage(), session, state, rollback);
    RunOutcome outcome =
        new StepLoop(prepared, session, settings, state, meter, checkpoints, rollback).run();
    Worth trained = measureAfter(session, outcome);
    return finish(session, folder, outcome, trained);
  }

  private void measureBefore(TrainingSession session) {
    if (meter.measures() && state.measuring().before()) {
      settings.listener().onPhase("measuring the random encoder and plain pixels");
      Worth random = meter.encoder(session);
      state.recorder().onAccuracy(0, random.accuracy());
      state.startsFrom(random, meter.before(session, random));
    }
  }

  private Worth measureAfter(TrainingSession session, RunOutcome outcome) {
    // Who interrupts wants to be done soon; the command evaluate does it later.
    if (!meter.measures() || outcome.ending() == RunOutcome.Ending.INTERRUPTED) {
      return Worth.UNKNOWN;
    }
    settings.listener().onPhase("measuring the trained encoder");
    Worth trained = meter.encoder(session, state.measuring().linearProbe());
    state.recorder().onAccuracy(state.steps(), trained.accuracy());
    return trained;
  }

  private TrainingResult finish(
      TrainingSession session, RunFolder folder, RunOutcome outcome, Worth trained) {
    settings.listener().onPhase("writing encoder and report to " + output);
    Path encoder;
    try {
      encoder = session.saveEncoder(output, RunFolder.ENCODER_NAME);
    } catch (IOException e) {
      throw StorageException.writing(output.resolve(RunFolder.ENCODER_NAME), e);
    }
    state.unreadable(meter.unreadable());
    Measurements measurements =
        new Measurements(
            state.random().answers(),
            trained.answers(),
            trained.linearProbe(),
            state.recorder().accuracies());
    Accuracies accuracies = state.accuracies();
    TrainingResult result =
        new TrainingResult(
            prepared.method(),
            output,
            encoder,
            outcome,
            trained.accuracy().isPresent()
                ? accuracies.withTrained(trained.accuracy())
                : accuracies,
            measurements,
            meter.note(),
            state.timer().time(),
            state.timer().imagesPerSecond(),
            state.recorder().events(),
            state.unreadable());
    RunFiles files = new RunFiles(prepared, folder, settings.storage());
    boolean measuredBetween =
        state.measuring().during() > 0 || CheckpointSettings.of(prepared).accuracyEvery() > 0;
    if (measuredBetween) {
      files.writeAccuracies(measurements);
    }
    files.writeReport(result, session, state.recorder());
    // Last: a run that has one is finished.
    files.writeSummary(result, session);
    return result;
  }
}
