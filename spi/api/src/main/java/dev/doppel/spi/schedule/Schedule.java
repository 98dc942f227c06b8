package dev.doppel.spi.schedule;

/**
 * A value as a pure function of the position in a run. Implementations are immutable.
 *
 * <p>Steps count from 0; a run of {@code steps} steps evaluates {@code at(0, steps)} to {@code
 * at(steps - 1, steps)}. Evaluation at {@code steps} gives the end value.
 */
@FunctionalInterface
public interface Schedule {

  /**
   * The value at a step.
   *
   * @param step the step, from 0 to {@code steps}
   * @param steps the number of steps of the run, at least 1
   * @return the value
   */
  double at(long step, long steps);

  /**
   * The same value at each step.
   *
   * @param value the value
   * @return the schedule
   */
  static Schedule constant(double value) {
    return (step, steps) -> value;
  }

  /**
   * Half a cosine from one value to another: {@code end + (start - end) * (1 + cos(pi * k / K)) /
   * 2}. With an end of 1 it is BYOL's momentum {@code 1 - (1 - start) * (cos(pi * k / K) + 1) / 2}
   * (arXiv 2006.07733, section 3.3).
   *
   * @param start the value at step 0
   * @param end the value at the last step
   * @return the schedule
   */
  static Schedule cosine(double start, double end) {
    return (step, steps) -> CosineCurve.between(start, end, (double) step / steps);
  }

  /**
   * A straight line from one value to another.
   *
   * @param start the value at step 0
   * @param end the value at step {@code steps}
   * @return the schedule
   */
  static Schedule linear(double start, double end) {
    return (step, steps) -> start + (end - start) * ((double) step / steps);
  }

  /**
   * A line from 0 to the base value over the first steps, then half a cosine to the final value, as
   * in BYOL (arXiv 2006.07733, appendix C.2).
   *
   * @param base the value at step {@code warmupSteps}
   * @param end the value at the last step
   * @param warmupSteps the length of the line, in steps, at least 0
   * @return the schedule
   * @throws IllegalArgumentException if {@code warmupSteps} is negative
   */
  static Schedule warmupCosine(double base, double end, long warmupSteps) {
    requireNonNegative(warmupSteps);
    return (step, steps) -> {
      if (step < warmupSteps) {
        return base * step / warmupSteps;
      }
      long decaySteps = Math.max(1, steps - warmupSteps);
      return CosineCurve.between(base, end, (double) (step - warmupSteps) / decaySteps);
    };
  }

  /**
   * A line through {@code warmupSteps} evenly spaced points from one value to another, both
   * included, then the second value, as DINO's teacher temperature (arXiv 2104.14294, appendix A).
   *
   * @param start the value at step 0
   * @param end the value from step {@code warmupSteps - 1} on
   * @param warmupSteps the number of points of the line, at least 0
   * @return the schedule
   * @throws IllegalArgumentException if {@code warmupSteps} is negative
   */
  static Schedule linearWarmupThenConstant(double start, double end, long warmupSteps) {
    requireNonNegative(warmupSteps);
    return (step, steps) ->
        step >= warmupSteps - 1 ? end : start + (end - start) * step / (warmupSteps - 1);
  }

  private static void requireNonNegative(long warmupSteps) {
    if (warmupSteps < 0) {
      throw new IllegalArgumentException("warmupSteps must be at least 0, not " + warmupSteps);
    }
  }
}
