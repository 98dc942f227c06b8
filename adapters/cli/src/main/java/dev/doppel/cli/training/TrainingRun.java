package dev.doppel.cli.training;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.file.MetricsFile;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.Measurements;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.cli.result.TrainingResult;
import dev.doppel.cli.training.AccuracyMeter.Worth;
import dev.doppel.runtime.step.RunStoppedException;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.view.BatchLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One run, from the first look at the data to the report. */
final class TrainingRun {

  private final PreparedRun prepared;
  private final TrainingPlan plan;
  private final Path output;
  private final TrainingSettings settings;
  private final RunRecorder recorder;
  private final RunTimer timer;
  private final AccuracyMeter meter;
  private final Set<String> unreadable = new LinkedHashSet<>();
  private Accuracies accuracies = Accuracies.NONE;
  private Worth random = Worth.UNKNOWN;
  private Worth trained = Worth.UNKNOWN;

  TrainingRun(PreparedRun prepared, Path output, TrainingSettings settings) {
    this.prepared = prepared;
    this.plan = prepared.plan();
    this.output = output;
    this.settings = settings;
    this.recorder = new RunRecorder(settings.listener());
    this.timer = new RunTimer(plan.batchSize());
    this.meter = new AccuracyMeter(prepared, settings.stop()::requested);
  }

  TrainingResult run() {
    try (TrainingSession session = prepared.open(recorder)) {
      RunFolder folder = RunFolder.create(output);
      RunFiles files = new RunFiles(prepared, folder, settings.storage());
      files.writeRecipe();
      recorder.writeTo(new MetricsFile(folder.metrics(), settings.storage()));
      settings.listener().onStart(RunOverview.of(prepared, session, output));
      measureBefore(session);
      RunOutcome outcome = train(session);
      measureAfter(session, outcome);
      return finish(session, files, outcome);
    }
  }

  private void measureBefore(TrainingSession session) {
    if (meter.measures()) {
      settings.listener().onPhase("measuring the random encoder and plain pixels");
      random = meter.encoder(session);
      recorder.onAccuracy(0, random.accuracy());
      accuracies = meter.before(session, random);
    }
  }

  private void measureAfter(TrainingSession session, RunOutcome outcome) {
    // Who interrupts wants to be done soon; the command evaluate does it later.
    if (meter.measures() && outcome.ending() != RunOutcome.Ending.INTERRUPTED) {
      settings.listener().onPhase("measuring the trained encoder");
      trained = meter.encoder(session, settings.measuring().linearProbe());
      recorder.onAccuracy(timer.steps(), trained.accuracy());
      accuracies = accuracies.withTrained(trained.accuracy());
    }
  }

  private RunOutcome train(TrainingSession session) {
    try (BatchLoader loader = prepared.loader()) {
      timer.start();
      try {
        return takeSteps(session, loader);
      } finally {
        timer.stop();
        unreadable.addAll(loader.unreadable().values());
        recorder.flush();
      }
    }
  }

  private RunOutcome takeSteps(TrainingSession session, BatchLoader loader) {
    settings.listener().onProgress(0);
    try {
      while (timer.steps() < plan.steps() && !settings.stop().requested()) {
        ViewBatch batch = PreparedRun.next(loader);
        session.step(batch);
        loader.release(batch);
        timer.step();
        settings.listener().onProgress(timer.steps());
        measureDuring(session);
      }
      session.flush();
    } catch (RunStoppedException e) {
      return new RunOutcome(
          RunOutcome.Ending.STOPPED_BY_GUARD,
          Math.min(plan.steps(), timer.steps() + 1),
          plan.steps(),
          e.getMessage());
    }
    return timer.steps() == plan.steps()
        ? RunOutcome.completed(plan.steps())
        : new RunOutcome(
            RunOutcome.Ending.INTERRUPTED, timer.steps(), plan.steps(), "stopped on request");
  }

  private void measureDuring(TrainingSession session) {
    if (meter.measures() && settings.measuring().due(timer.steps(), plan.steps())) {
      // What the device has still to do of the steps is their time, not the measurement's.
      session.flush();
      timer.pause(() -> recorder.onAccuracy(timer.steps(), meter.encoder(session).accuracy()));
    }
  }

  private TrainingResult finish(TrainingSession session, RunFiles files, RunOutcome outcome) {
    settings.listener().onPhase("writing encoder and report to " + output);
    Path encoder;
    try {
      encoder = session.saveEncoder(output, RunFolder.ENCODER_NAME);
    } catch (IOException e) {
      throw StorageException.writing(output.resolve(RunFolder.ENCODER_NAME), e);
    }
    unreadable.addAll(meter.unreadable());
    Measurements measurements =
        new Measurements(
            random.answers(), trained.answers(), trained.linearProbe(), recorder.accuracies());
    TrainingResult result =
        new TrainingResult(
            prepared.method(),
            output,
            encoder,
            outcome,
            accuracies,
            measurements,
            meter.note(),
            timer.time(),
            timer.imagesPerSecond(),
            List.copyOf(unreadable));
    if (settings.measuring().during() > 0) {
      files.writeAccuracies(measurements);
    }
    files.writeSummary(result, session);
    files.writeReport(result, session, recorder);
    return result;
  }
}
