package dev.doppel.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * The values that passed a stop-gradient, so that they can be held still.
 *
 * <p>Stop-gradient says "a constant here". Finite differences that let such a value follow the
 * input would measure a derivative that is meant not to exist; instead they replay the values of
 * the evaluation that the tape differentiated.
 */
final class StoppedValues {

  private enum Mode {
    PASS,
    RECORD,
    REPLAY
  }

  private final List<DoubleArray> recorded = new ArrayList<>();
  private Mode mode = Mode.PASS;
  private int next;

  void record() {
    mode = Mode.RECORD;
    recorded.clear();
  }

  void replay() {
    mode = Mode.REPLAY;
    next = 0;
  }

  void stop() {
    mode = Mode.PASS;
  }

  DoubleArray pass(DoubleArray array) {
    return switch (mode) {
      case PASS -> array;
      case RECORD -> {
        recorded.add(array);
        yield array;
      }
      case REPLAY -> replayed(array);
    };
  }

  private DoubleArray replayed(DoubleArray array) {
    if (next == recorded.size() || !recorded.get(next).shape().equals(array.shape())) {
      throw new AssertionError(
          "two evaluations on inputs of the same shape stop the gradient at different tensors:"
              + " stop %d is of shape %s in the second, of %d in the first"
                  .formatted(next + 1, array.shape(), recorded.size()));
    }
    return recorded.get(next++);
  }
}
