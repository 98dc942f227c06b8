package dev.doppel.swav;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Features of earlier batches, for each view its own, of shape {@code [length, width]}, the newest
 * first (arXiv 2006.09882, for small batches). A queue counts once it is full. The features, and
 * how many there are, are in a {@link State}.
 *
 * @param length the features kept for each view; 0 for no queue
 * @param startStep the step whose features are the first to enter
 */
record FeatureQueue(int length, long startStep) {

  private static final String FEATURES = "queue-";
  private static final String QUEUED = "queued";

  boolean isUsed() {
    return length > 0;
  }

  /** Queues of zeros, none of which count. */
  State initialState(Embeddings raw) {
    State state = State.empty();
    if (isUsed()) {
      for (Map.Entry<Integer, Tensor> features : raw.of(Role.QUEUE).entrySet()) {
        Tensor like = features.getValue();
        Tensor zeros = like.full(Shape.of(length, like.size(1)), 0);
        state = state.with(FEATURES + features.getKey(), zeros);
      }
    }
    return state;
  }

  boolean isFull(State state) {
    return isUsed() && state.number(QUEUED, 0) >= length;
  }

  Tensor features(State state, int view) {
    return state.tensor(FEATURES + view);
  }

  /** The state with the batch's features in front, and the oldest gone. */
  State advance(Embeddings raw, State state, Step step) {
    if (!isUsed() || step.index() < startStep) {
      return state;
    }
    State next = state;
    int entered = 0;
    for (Map.Entry<Integer, Tensor> features : raw.of(Role.QUEUE).entrySet()) {
      Tensor batch = features.getValue();
      entered = Math.min(length, batch.size(0));
      next =
          next.with(
              FEATURES + features.getKey(),
              enter(batch.slice(0, 0, entered), features(state, features.getKey())));
    }
    return next.with(QUEUED, Math.min(length, state.number(QUEUED, 0) + entered));
  }

  private Tensor enter(Tensor newest, Tensor queue) {
    int kept = length - newest.size(0);
    return kept == 0 ? newest : newest.concat(0, List.of(queue.slice(0, 0, kept)));
  }
}
