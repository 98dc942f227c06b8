package dev.doppel.testkit;

import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Keeps what a run tells of its steps. */
public final class RecordedSteps implements StepListener {

  private final List<StepRecord> records = new ArrayList<>();
  private final List<GuardEvent> events = new ArrayList<>();

  /** Starts with no steps. */
  public RecordedSteps() {}

  /**
   * Trains.
   *
   * @param backend the platform
   * @param plan the run
   * @param steps the steps to take
   * @param batches the batch of each step, from 0
   * @return all steps
   */
  public static RecordedSteps train(
      TrainingBackend backend, TrainingPlan plan, int steps, IntFunction<ViewBatch> batches) {
    RecordedSteps recorded = new RecordedSteps();
    try (TrainingSession session = backend.open(plan, recorded)) {
      for (int step = 0; step < steps; step++) {
        session.step(batches.apply(step));
      }
      session.flush();
    }
    return recorded;
  }

  @Override
  public void onStep(StepRecord record) {
    records.add(record);
  }

  @Override
  public void onVerdict(GuardEvent event) {
    events.add(event);
  }

  /**
   * What guards said so far.
   *
   * @return a copy, in the order of telling
   */
  public List<GuardEvent> events() {
    return List.copyOf(events);
  }

  /**
   * What was told so far.
   *
   * @return a copy, one record a step
   */
  public List<StepRecord> records() {
    return List.copyOf(records);
  }

  /**
   * The losses told so far.
   *
   * @return a new list, one loss a step
   */
  public List<Double> losses() {
    return records.stream().map(StepRecord::loss).toList();
  }
}
