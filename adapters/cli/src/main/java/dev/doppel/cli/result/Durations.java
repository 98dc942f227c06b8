package dev.doppel.cli.result;

import java.time.Duration;

/** Durations as people read them. */
public final class Durations {

  private Durations() {}

  /**
   * A duration in its two largest units.
   *
   * @param duration the duration, not negative
   * @return such as {@code 45 s}, {@code 3 min 05 s} or {@code 2 h 10 min}
   */
  public static String text(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1000.0);
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return "%d min %02d s".formatted(seconds / 60, seconds % 60);
    }
    return "%d h %02d min".formatted(seconds / 3600, seconds % 3600 / 60);
  }
}
