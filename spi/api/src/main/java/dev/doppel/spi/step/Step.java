package dev.doppel.spi.step;

import dev.doppel.spi.schedule.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The position in a run and the scheduled values there.
 *
 * @param index the step, from 0
 * @param steps the number of steps of the run, at least 1
 * @param epoch the position in epochs, fractional, from 0
 * @param latestLoss the loss that was last read from the device, {@code NaN} before the first; it
 *     lags behind, since losses are read in blocks
 * @param values the scheduled values by name
 */
public record Step(
    long index, long steps, double epoch, double latestLoss, Map<String, Double> values) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if {@code index} is negative or {@code steps} is not positive
   */
  public Step {
    if (index < 0 || steps < 1) {
      throw new IllegalArgumentException(
          "step must be at least 0 and steps at least 1, not " + index + " and " + steps);
    }
    values = Map.copyOf(values);
  }

  /**
   * A position without scheduled values.
   *
   * @param index the step, from 0
   * @param steps the number of steps of the run, at least 1
   * @return the step
   */
  public static Step of(long index, long steps) {
    return new Step(index, steps, 0, Double.NaN, Map.of());
  }

  /**
   * This position with the values that the given schedules have here.
   *
   * @param scheduled whose schedules are evaluated
   * @return a step with exactly those values
   */
  public Step resolve(Scheduled scheduled) {
    Map<String, Double> resolved = new LinkedHashMap<>();
    for (Map.Entry<String, Schedule> entry : scheduled.schedules().entrySet()) {
      resolved.put(entry.getKey(), entry.getValue().at(index, steps));
    }
    return new Step(index, steps, epoch, latestLoss, resolved);
  }

  /**
   * A scheduled value.
   *
   * @param name the name under which {@link Scheduled#schedules()} declares it
   * @return the value at this step
   * @throws IllegalArgumentException if no such value is scheduled
   */
  public double value(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no scheduled value '" + name + "'; scheduled are " + values.keySet());
    }
    return value;
  }
}
