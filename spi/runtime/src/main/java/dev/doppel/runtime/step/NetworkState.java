package dev.doppel.runtime.step;

/** What of a network that a loop of the user's own trains can be kept and taken back. */
@FunctionalInterface
public interface NetworkState {

  /**
   * Copies the state as it is now.
   *
   * @return the copy
   */
  Kept keep();

  /** A copy of a state. */
  @FunctionalInterface
  interface Kept {

    /**
     * Takes the network back to it.
     *
     * @param learningRateFactor what the learning rates of now are multiplied by
     */
    void restore(double learningRateFactor);
  }
}
