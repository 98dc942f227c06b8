package dev.doppel.runtime.metric;

/**
 * Products of float32 matrices: what nearest neighbours spend their time on. A platform brings its
 * own, on its device; {@link #HOST} needs none.
 *
 * <p>An implementation may add the terms of an element in any order and fuse them, but must round
 * each operation to float32 or better. It never has to give the same bits as another: {@link
 * KNearestNeighbours} allows for the rounding of any order.
 */
@FunctionalInterface
public interface MatrixProduct {

  /** Plain Java on the common fork-join pool. */
  MatrixProduct HOST = HostProduct::new;

  /**
   * Takes in the right operand, which many products share.
   *
   * @param rows {@code [count, width]}, at least one; not changed, and not read after the call
   * @return the operand, which the caller closes
   */
  Operand prepare(float[][] rows);

  /** A matrix, ready to be multiplied with. For one thread. */
  interface Operand extends AutoCloseable {

    /**
     * The inner products of other rows with those of this operand.
     *
     * @param rows {@code [others, width]}, at least one; not changed
     * @param products takes them, {@code [others, count]} row by row; what lies beyond stays. The
     *     caller's, because arrays of this size are better used again than collected
     */
    void multiply(float[][] rows, float[] products);

    @Override
    void close();
  }
}
