package dev.doppel.cli.training;

import dev.doppel.cli.file.MetricsFile;
import dev.doppel.cli.report.Curve;
import dev.doppel.cli.report.CurveRecorder;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a run tells, for its files, and passes it on. For one thread. */
final class RunRecorder implements StepListener {

  private final TrainingListener next;
  private final CurveRecorder curves = new CurveRecorder();
  private final List<GuardEvent> events = new ArrayList<>();
  private MetricsFile metrics;

  RunRecorder(TrainingListener next) {
    this.next = next;
  }

  /** The file does not exist before the networks do, which are built with this listener. */
  void writeTo(MetricsFile file) {
    metrics = file;
  }

  @Override
  public void onStep(StepRecord record) {
    curves.onStep(record);
    metrics.add(record);
    next.onStep(record);
  }

  @Override
  public void onVerdict(GuardEvent event) {
    events.add(event);
    next.onVerdict(event);
  }

  void flush() {
    metrics.flush();
  }

  List<Curve> curves() {
    return curves.curves();
  }

  List<GuardEvent> events() {
    return List.copyOf(events);
  }
}
