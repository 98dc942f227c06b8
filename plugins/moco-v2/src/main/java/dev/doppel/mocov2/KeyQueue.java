package dev.doppel.mocov2;

import dev.doppel.spi.step.State;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The queue of keys in a loss's state: the tensor {@code queue} of shape {@code [length, width]},
 * with rows of unit length, and the number {@code position}, the row of the oldest key. New keys
 * replace the oldest ones and wrap around at the end, so that the length need not be a multiple of
 * the batch; of a batch larger than the queue, the last rows stay.
 */
final class KeyQueue {

  private static final String QUEUE = "queue";
  private static final String POSITION = "position";

  private KeyQueue() {}

  /** A queue of random directions, so that there are negatives from the first step on. */
  static State random(int length, int width, Tensor like, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[Math.multiplyExact(length, width)];
    Arrays.setAll(values, index -> random.nextGaussian());
    Tensor queue = like.constant(Shape.of(length, width), values).l2Normalize(1);
    return State.empty().with(QUEUE, queue).with(POSITION, 0);
  }

  /** The keys, of shape {@code [length, width]}. */
  static Tensor keys(State state) {
    return state.tensor(QUEUE);
  }

  /** The state with keys, of shape {@code [batch, width]}, in place of the oldest ones. */
  static State enqueue(State state, Tensor keys) {
    int length = keys(state).size(0);
    int batch = keys.size(0);
    if (batch >= length) {
      return with(state, keys.slice(0, batch - length, batch), 0);
    }
    int start = (int) state.number(POSITION, 0);
    int end = start + batch;
    int wrapped = Math.max(0, end - length);
    // As rows, not as a new queue: what a step changes is small beside it.
    State next = state.withRows(QUEUE, start, keys.slice(0, 0, batch - wrapped));
    if (wrapped > 0) {
      next = next.withRows(QUEUE, 0, keys.slice(0, batch - wrapped, batch));
    }
    return next.with(POSITION, end % length);
  }

  private static State with(State state, Tensor queue, int position) {
    return state.with(QUEUE, queue).with(POSITION, position);
  }
}
