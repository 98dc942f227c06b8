package dev.doppel.cli.training;

import dev.doppel.cli.file.MetricsExtent;
import dev.doppel.cli.file.MetricsFile;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.file.Storage;
import dev.doppel.cli.file.VerdictFile;
import dev.doppel.cli.report.Curve;
import dev.doppel.cli.report.CurveRecorder;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps what a run tells, for its files, and passes it on. For one thread. */
final class RunRecorder implements StepListener {

  /** The column of the metrics that says, where a run went back, how often it has. */
  private static final String ROLLBACKS = "rollback.count";

  private final TrainingListener next;
  private final List<GuardEvent> events = new ArrayList<>();
  private final SortedMap<Long, Double> accuracies = new TreeMap<>();
  private CurveRecorder curves = new CurveRecorder();
  private RunFolder folder;
  private Storage storage;
  private MetricsFile metrics;
  private VerdictFile verdicts;
  private Optional<MetricsExtent> goesBackTo = Optional.empty();
  private int untoldRollback;
  private boolean failed;

  RunRecorder(TrainingListener next) {
    this.next = next;
  }

  /** The folder does not exist before the networks do, which are built with this listener. */
  void begin(RunFolder run, Storage written) {
    folder = run;
    storage = written;
    metrics = new MetricsFile(folder.metrics(), storage);
    verdicts = new VerdictFile(folder.verdicts(), storage, List.of());
  }

  /** Goes on with the files of a run that was interrupted. */
  void goOn(RunFolder run, Storage written, RunProgress progress) {
    folder = run;
    storage = written;
    cut(progress.mark().metrics());
    untoldRollback = progress.untoldRollback();
    verdicts = new VerdictFile(folder.verdicts(), storage, progress.history());
    events.addAll(progress.events());
    accuracies.putAll(progress.accuracies());
  }

  /**
   * Forgets the steps after a mark, for the n-th time, and not what guards said of them. Their
   * metrics stay until {@link #forget}: the checkpoints of before need them.
   */
  void goBack(GuardEvent event, RunMark mark, int count, String words) {
    metrics.flush();
    goesBackTo = Optional.of(mark.metrics());
    accuracies.tailMap(mark.steps() + 1).clear();
    untoldRollback = count;
    verdicts.add(words);
    next.onRollback(event, words);
  }

  /** Removes the metrics of steps that were gone back over. */
  void forget() {
    goesBackTo.ifPresent(this::cut);
    goesBackTo = Optional.empty();
  }

  private void cut(MetricsExtent extent) {
    curves = new CurveRecorder();
    metrics = MetricsFile.cut(folder.metrics(), storage, extent, curves::onStep);
  }

  @Override
  public void onStep(StepRecord told) {
    StepRecord record = told;
    if (untoldRollback > 0) {
      Map<String, Double> figures = new LinkedHashMap<>(told.figures());
      figures.put(ROLLBACKS, (double) untoldRollback);
      record = new StepRecord(told.step(), told.loss(), figures);
      untoldRollback = 0;
    }
    curves.onStep(record);
    metrics.add(record);
    next.onStep(record);
  }

  @Override
  public void onVerdict(GuardEvent event) {
    events.add(event);
    verdicts.add(event.message());
    failed |= event.verdict().condition().isFailure();
    next.onVerdict(event);
  }

  /** Whether a guard said that the run failed, since the last call. */
  boolean takeFailed() {
    boolean found = failed;
    failed = false;
    return found;
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

  /** Has what was told stay, even if the machine fails: a checkpoint builds on it. */
  void force() {
    metrics.force();
  }

  /** What of the metrics is on the disk and stays, which is all that was told. */
  MetricsExtent extent() {
    return goesBackTo.orElseGet(metrics::extent);
  }

  /** How often the run went back, where the next step's metrics have to say so; otherwise 0. */
  int untoldRollback() {
    return untoldRollback;
  }

  /** What guards said and what followed, in words. */
  List<String> history() {
    return verdicts.lines();
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
