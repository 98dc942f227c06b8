package dev.doppel.runtime.step;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The steps that the listener was not told of yet, since their losses are still on the device. */
final class UntoldSteps {

  private final LossHistory losses;
  private final StepListener listener;
  private final Deque<Map<String, Double>> pendingFigures = new ArrayDeque<>();
  private Map<String, Double> figures = new LinkedHashMap<>();
  private long told;

  UntoldSteps(TensorMemory memory, StepListener listener, int lossReadInterval) {
    this.losses = new LossHistory(memory, lossReadInterval);
    this.listener = listener;
  }

  /** The figures of the step under way, to be added to. */
  Map<String, Double> figures() {
    return figures;
  }

  /** Ends a step, and returns its figures, to which a monitor may still add. */
  Map<String, Double> add(Tensor loss) {
    losses.add(loss);
    Map<String, Double> stepFigures = figures;
    figures = new LinkedHashMap<>();
    pendingFigures.add(stepFigures);
    return stepFigures;
  }

  int count() {
    return losses.pendingCount();
  }

  double latestLoss() {
    return losses.latest();
  }

  /** Copies the losses that were not read yet from the device. */
  double[] read() {
    return losses.readPending();
  }

  /** Tells of the steps that these losses are of. */
  void tell(double[] read) {
    for (double loss : read) {
      listener.onStep(new StepRecord(told++, loss, pendingFigures.remove()));
    }
  }

  void save(Checkpoint.Builder step) {
    step.count("told", told);
    losses.save(step.part("losses."));
    int row = 0;
    for (Map<String, Double> untold : pendingFigures) {
      Checkpoint.Builder figuresOfStep = step.part("figures." + row++ + ".");
      untold.forEach(figuresOfStep::number);
    }
  }

  void restore(Checkpoint step) {
    told = step.count("told");
    losses.restore(step.part("losses."));
    figures = new LinkedHashMap<>();
    pendingFigures.clear();
    Map<String, Checkpoint> rows = step.parts("figures.");
    for (int row = 0; row < losses.pendingCount(); row++) {
      Checkpoint figuresOfStep = rows.get(String.valueOf(row));
      pendingFigures.add(
          figuresOfStep == null
              ? new LinkedHashMap<>()
              : new LinkedHashMap<>(figuresOfStep.numbers()));
    }
  }
}
