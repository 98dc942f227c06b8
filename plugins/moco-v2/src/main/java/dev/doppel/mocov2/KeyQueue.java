package dev.doppel.mocov2;

import dev.doppel.spi.step.State;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    Tensor queue = keys(state);
    int length = queue.size(0);
    int batch = keys.size(0);
    if (batch >= length) {
      return with(state, keys.slice(0, batch - length, batch), 0);
    }
    int start = (int) state.number(POSITION, 0);
    int end = start + batch;
    int wrapped = Math.max(0, end - length);
    List<Tensor> parts = new ArrayList<>();
    addRows(parts, keys, batch - wrapped, batch);
    addRows(parts, queue, wrapped, start);
    addRows(parts, keys, 0, batch - wrapped);
    addRows(parts, queue, end, length);
    Tensor next = parts.get(0).concat(0, parts.subList(1, parts.size()));
    return with(state, next, end % length);
  }

  private static void addRows(List<Tensor> parts, Tensor rows, int from, int to) {
    if (from < to) {
      parts.add(to - from == rows.size(0) ? rows : rows.slice(0, from, to));
    }
  }

  private static State with(State state, Tensor queue, int position) {
    return state.with(QUEUE, queue).with(POSITION, position);
  }
}
