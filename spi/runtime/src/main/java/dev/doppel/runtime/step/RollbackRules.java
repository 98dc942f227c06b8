package dev.doppel.runtime.step;

/**
 * How a run goes back to its last good state where a guard with action {@link GuardAction#ROLLBACK}
 * says that it failed.
 *
 * @param most how often it does; after that it stops
 * @param learningRateFactor what each rollback multiplies the learning rates of the rest by
 * @param every steps between states to go back to; at least two looks of each guard
 */
public record RollbackRules(int most, double learningRateFactor, long every) {

  private static final int LOOKS = 2;

  /**
   * The steps between states that leave each monitor time to find a state's fault.
   *
   * @param longest the longest interval of the run's monitors
   * @return the steps
   */
  public long interval(long longest) {
    return Math.max(every, LOOKS * longest);
  }
}
