package dev.doppel.runtime.step;

import dev.doppel.spi.tensor.Tensor;

/**
 * The seam for many machines: what the workers of one run exchange in a step. Plugins never see it.
 *
 * <p>Each worker runs the backbone on its own samples, {@linkplain #gather gathers} the embeddings
 * of all, runs heads and loss over the whole global batch, and {@linkplain #sumGradient sums} the
 * backbone's gradients. On one machine every operation is the identity.
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
   * @param rows this worker's rows
   * @return the rows of all
   */
  Tensor gather(Tensor rows);

  /**
   * Adds up an array over all workers, in place.
   *
   * @param gradient this worker's part, then the sum
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
   * One machine.
   *
   * @return the collective of a single worker
   */
  static Collective single() {
    return SingleWorker.INSTANCE;
  }
}
