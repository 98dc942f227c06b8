package dev.doppel.runtime.step;

import dev.doppel.spi.tensor.Tensor;
import java.util.Arrays;

/**
 * The seam for many machines: what the workers of one run exchange in a step. Plugins never see it.
 *
 * <p>Each worker runs the backbone on its own share of the batch, {@linkplain #gather gathers} the
 * embeddings of all, runs heads and loss over the whole batch, and {@linkplain #sumGradient sums}
 * the backbone's gradients. That gives what one worker with the whole batch would get, also where
 * shares differ in size, as long as the backbone treats each sample alone: batch statistics within
 * the backbone are those of a worker's share. On one machine every operation is the identity.
 *
 * <p>Every worker calls the same operations in the same order, so an operation waits for all. An
 * implementation throws on every worker if one of them fails, and never returns a partial result:
 * the workers would drift apart unseen.
 */
public interface Collective {

  /**
   * The number of this worker.
   *
   * @return from 0 to {@link #size()} - 1
   */
  int rank();

  /**
   * The number of workers.
   *
   * @return at least 1
   */
  int size();

  /**
   * The rows of all workers, in the order of their ranks. The gradient flows into this worker's own
   * rows only.
   *
   * @param rows this worker's rows, {@code [own, width]}; workers may have different numbers of
   *     them
   * @return the rows of all, {@code [all, width]}
   */
  Tensor gather(Tensor rows);

  /**
   * Adds up an array over all workers, in place. All get the same bits.
   *
   * @param gradient this worker's part, then the sum; of one length on all workers
   */
  void sumGradient(float[] gradient);

  /**
   * Whether any worker says so, for decisions that all must take together.
   *
   * @param mine what this worker says
   * @return whether at least one said true
   */
  boolean any(boolean mine);

  /**
   * Gives all workers the first one's array, in place. A negative zero may lose its sign.
   *
   * @param values this worker's values, then those of rank 0; of one length on all workers
   */
  default void broadcast(float[] values) {
    if (rank() != 0) {
      Arrays.fill(values, 0);
    }
    sumGradient(values);
  }

  /**
   * One machine.
   *
   * @return the collective of a single worker
   */
  static Collective single() {
    return SingleWorker.INSTANCE;
  }
}
