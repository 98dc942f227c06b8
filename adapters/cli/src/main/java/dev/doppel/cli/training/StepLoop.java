package dev.doppel.cli.training;

import dev.doppel.cli.result.RunOutcome;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.step.RunStoppedException;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.view.BatchLoader;
import java.util.OptionalDouble;

/** Takes the steps of a run, and between them measures, keeps states and goes back to one. */
final class StepLoop {

  private final PreparedRun prepared;
  private final TrainingPlan plan;
  private final TrainingSession session;
  private final TrainingSettings settings;
  private final RunState state;
  private final AccuracyMeter meter;
  private final RunCheckpoints checkpoints;
  private final Rollback rollback;

  StepLoop(
      PreparedRun prepared,
      TrainingSession session,
      TrainingSettings settings,
      RunState state,
      AccuracyMeter meter,
      RunCheckpoints checkpoints,
      Rollback rollback) {
    this.prepared = prepared;
    this.plan = prepared.plan();
    this.session = session;
    this.settings = settings;
    this.state = state;
    this.meter = meter;
    this.checkpoints = checkpoints;
    this.rollback = rollback;
  }

  /** Takes all steps that are left; where a plugin ends them, the error says how to go on. */
  RunOutcome run() {
    state.timer().start();
    try {
      settings.listener().onProgress(state.steps());
      while (true) {
        try {
          return takeSteps();
        } catch (RunStoppedException e) {
          if (!rollback.goBack(e.event())) {
            return stopped(e);
          }
          checkpoints.afterRollback();
        }
      }
    } catch (PluginException e) {
      throw new PluginException(e.getMessage() + "; " + checkpoints.remedy(), e);
    } finally {
      state.timer().stop();
      state.recorder().flush();
    }
  }

  private RunOutcome stopped(RunStoppedException e) {
    String before =
        state.rollbacks() == 0 ? "" : "; the run went back %d times".formatted(state.rollbacks());
    return new RunOutcome(
        RunOutcome.Ending.STOPPED_BY_GUARD,
        Math.min(plan.steps(), state.steps() + 1),
        plan.steps(),
        e.getMessage() + before);
  }

  private RunOutcome takeSteps() {
    try (BatchLoader loader = prepared.loader(state.steps())) {
      try {
        while (state.steps() < plan.steps() && !settings.stop().requested()) {
          takeStep(loader);
        }
      } finally {
        state.unreadable(loader.unreadable().values());
      }
    }
    if (state.steps() < plan.steps()) {
      checkpoints.atInterruption();
    }
    session.flush();
    return state.steps() == plan.steps()
        ? RunOutcome.completed(plan.steps())
        : new RunOutcome(
            RunOutcome.Ending.INTERRUPTED, state.steps(), plan.steps(), "stopped on request");
  }

  private void takeStep(BatchLoader loader) {
    ViewBatch batch = PreparedRun.next(loader);
    session.step(batch);
    loader.release(batch);
    state.timer().step();
    settings.listener().onProgress(state.steps());
    // First, as the checkpoint of a best accuracy has the states to go back to.
    rollback.afterStep();
    measure();
    if (checkpoints.settings().due(state.steps(), plan.steps())) {
      state.unreadable(loader.unreadable().values());
    }
    checkpoints.afterStep();
  }

  private void measure() {
    long steps = state.steps();
    boolean due =
        state.measuring().due(steps, plan.steps())
            || checkpoints.settings().accuracyDue(steps, plan.steps());
    if (meter.measures() && due) {
      // What the device has still to do of the steps is their time, not the measurement's.
      session.flush();
      state.timer().pause(this::measureNow);
    }
  }

  private void measureNow() {
    OptionalDouble accuracy = meter.encoder(session).accuracy();
    boolean isBest = accuracy.isPresent() && checkpoints.isBest(accuracy.getAsDouble());
    state.recorder().onAccuracy(state.steps(), accuracy);
    if (isBest) {
      checkpoints.best();
    }
  }
}
