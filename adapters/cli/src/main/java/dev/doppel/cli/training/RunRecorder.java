package dev.doppel.cli.training;

import dev.doppel.cli.file.MetricsFile;
import dev.doppel.cli.report.Curve;
import dev.doppel.cli.report.CurveRecorder;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps what a run tells, for its files, and passes it on. For one thread. */
final class RunRecorder implements StepListener {

  private final TrainingListener next;
  private final CurveRecorder curves = new CurveRecorder();
  private final List<GuardEvent> events = new ArrayList<>();
  private final SortedMap<Long, Double> accuracies = new TreeMap<>();
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

  /** The nearest-neighbour accuracy after so many steps, where it was measured. */
  void onAccuracy(long steps, OptionalDouble accuracy) {
    accuracy.ifPresent(value -> accuracies.put(steps, value));
  }

  SortedMap<Long, Double> accuracies() {
    return accuracies;
  }

  void flush() {
    metrics.flush();
  }

  List<Curve> curves() {
    // The accuracies at both ends alone are no curve.
    if (accuracies.size() < 3) {
      return curves.curves();
    }
    List<Curve> all = new ArrayList<>(curves.curves());
    all.add(
        0,
        new Curve(
            Measuring.ACCURACY,
            accuracies.keySet().stream().mapToDouble(Long::doubleValue).toArray(),
            accuracies.values().stream().mapToDouble(Double::doubleValue).toArray()));
    return all;
  }

  List<GuardEvent> events() {
    return List.copyOf(events);
  }
}
