package dev.doppel.testkit;

import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a run tells of its steps. */
public final class RecordedSteps implements StepListener {

  private final List<StepRecord> records = new ArrayList<>();

  /** Starts with no steps. */
  public RecordedSteps() {}

  @Override
  public void onStep(StepRecord record) {
    records.add(record);
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
