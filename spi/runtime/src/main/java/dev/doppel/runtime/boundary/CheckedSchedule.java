package dev.doppel.runtime.boundary;

import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.Scheduled;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A part's schedule, of which every value must be a finite number.
 *
 * @param name the name of its values
 * @param schedule the schedule
 * @param isShare whether its values must also be in [0, 1]
 * @param boundary the part's boundary
 */
record CheckedSchedule(String name, Schedule schedule, boolean isShare, PluginBoundary boundary)
    implements Schedule {

  /** A part's schedules by name; those named in {@code shares} have values in [0, 1]. */
  static Map<String, Schedule> all(Scheduled part, Set<String> shares, PluginBoundary boundary) {
    Map<String, Schedule> checked = new LinkedHashMap<>();
    boundary
        .require("schedules", part::schedules)
        .forEach(
            (name, schedule) -> {
              if (name == null) {
                throw boundary.fault("returned null for the name of a schedule");
              }
              boundary.requireName(name, "a schedule");
              if (schedule == null) {
                throw boundary.fault("returned null for its schedule '%s'".formatted(name));
              }
              checked.put(
                  name, new CheckedSchedule(name, schedule, shares.contains(name), boundary));
            });
    return checked;
  }

  @Override
  public double at(long step, long steps) {
    double value = boundary.call(step, () -> schedule.at(step, steps));
    if (boundary.checks().lookAtShapes() && !isAllowed(value)) {
      throw boundary.fault(
          "schedules %s = %s at step %d, which must be %s"
              .formatted(name, value, step, isShare ? "in [0, 1]" : "a finite number"));
    }
    return value;
  }

  private boolean isAllowed(double value) {
    return isShare ? value >= 0 && value <= 1 : Double.isFinite(value);
  }
}
