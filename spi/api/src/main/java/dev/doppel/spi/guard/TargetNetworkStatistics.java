package dev.doppel.spi.guard;

/**
 * The target network's weights beside the online network's. Weights alone: neither running
 * statistics, nor scales and biases. Computed on first use.
 */
public interface TargetNetworkStatistics {

  /**
   * Whether a parameter of both networks has the same memory.
   *
   * @return whether any has
   */
  boolean sharesStorage();

  /**
   * How far the networks are apart: the Euclidean distance of their weights over the norm of the
   * online network's.
   *
   * @return the figure, at least 0
   */
  double distance();

  /**
   * A number that changes when the target network's weights do, for comparison with that of an
   * earlier look: the sum of their absolute values.
   *
   * @return the number
   */
  double targetMark();

  /**
   * The same of the online network.
   *
   * @return the number
   */
  double onlineMark();
}
