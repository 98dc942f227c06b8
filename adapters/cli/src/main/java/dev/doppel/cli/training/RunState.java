package dev.doppel.cli.training;

import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.file.Storage;
import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.training.AccuracyMeter.Worth;
import dev.doppel.runtime.step.GuardEvent;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** What a run remembers on its way, apart from its networks. For one thread. */
final class RunState {

  private final RunRecorder recorder;
  private final RunTimer timer;
  private final Set<String> unreadable = new LinkedHashSet<>();
  private Measuring measuring;
  private Accuracies accuracies = Accuracies.NONE;
  private Worth random = Worth.UNKNOWN;
  private int rollbacks;

  RunState(TrainingSettings settings, int batchSize) {
    this.recorder = new RunRecorder(settings.listener());
    this.timer = new RunTimer(batchSize);
    this.measuring = settings.measuring();
  }

  RunRecorder recorder() {
    return recorder;
  }

  RunTimer timer() {
    return timer;
  }

  long steps() {
    return timer.steps();
  }

  Measuring measuring() {
    return measuring;
  }

  /** The accuracies before the first step. */
  Accuracies accuracies() {
    return accuracies;
  }

  /** What the encoder was worth before its first step. */
  Worth random() {
    return random;
  }

  void startsFrom(Worth encoder, Accuracies measured) {
    random = encoder;
    accuracies = measured;
  }

  void unreadable(Collection<String> messages) {
    unreadable.addAll(messages);
  }

  List<String> unreadable() {
    return List.copyOf(unreadable);
  }

  int rollbacks() {
    return rollbacks;
  }

  /** Where the run is; what was told of its steps is on the disk then. */
  RunMark mark() {
    return new RunMark(steps(), recorder.extent(), rollbacks);
  }

  RunProgress progress() {
    return new RunProgress(
        mark(),
        recorder.untoldRollback(),
        timer.time(),
        recorder.accuracies(),
        accuracies,
        random.answers(),
        recorder.events(),
        recorder.history(),
        unreadable(),
        measuring);
  }

  /** Goes on with a run that was interrupted. */
  void goOn(RunProgress progress, RunFolder folder, Storage storage) {
    recorder.goOn(folder, storage, progress);
    timer.goOn(progress);
    unreadable.addAll(progress.unreadable());
    measuring = progress.measuring();
    accuracies = progress.start();
    random = new Worth(progress.random(), OptionalDouble.empty());
    rollbacks = progress.mark().rollbacks();
  }

  /** Goes back to an earlier step. */
  void goBack(GuardEvent event, RunMark mark, String words) {
    rollbacks++;
    timer.goBack(mark.steps());
    recorder.goBack(event, mark, rollbacks, words);
  }
}
