package dev.doppel.runtime.step;

/**
 * The extent of a run, as the step needs it.
 *
 * @param steps the steps of the run, at least 1
 * @param stepsPerEpoch the steps of one epoch, at least 1
 * @param seed the seed of random states
 * @param lossReadInterval how many losses stay on the device before they are read together, at
 *     least 1
 */
public record StepSettings(long steps, long stepsPerEpoch, long seed, int lossReadInterval) {

  private static final int DEFAULT_LOSS_READ_INTERVAL = 10;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if a number is under its least value
   */
  public StepSettings {
    if (steps < 1 || stepsPerEpoch < 1 || lossReadInterval < 1) {
      throw new IllegalArgumentException(
          "steps, steps per epoch and loss read interval must be at least 1, not %d, %d and %d"
              .formatted(steps, stepsPerEpoch, lossReadInterval));
    }
  }

  /**
   * Settings that read losses in blocks of ten.
   *
   * @param steps the steps of the run
   * @param stepsPerEpoch the steps of one epoch
   * @param seed the seed of random states
   * @return the settings
   */
  public static StepSettings of(long steps, long stepsPerEpoch, long seed) {
    return new StepSettings(steps, stepsPerEpoch, seed, DEFAULT_LOSS_READ_INTERVAL);
  }
}
