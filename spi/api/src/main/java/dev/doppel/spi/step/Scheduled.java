package dev.doppel.spi.step;

import dev.doppel.spi.schedule.Schedule;
import java.util.Map;

/** Something with values that follow a schedule. The host evaluates them once a step. */
public interface Scheduled {

  /**
   * The scheduled values by name. At each step the host evaluates them and hands the results over
   * in {@link Step#value(String)}; they also appear in the metrics file.
   *
   * @return the schedules by name, such as {@code momentum}
   */
  default Map<String, Schedule> schedules() {
    return Map.of();
  }
}
