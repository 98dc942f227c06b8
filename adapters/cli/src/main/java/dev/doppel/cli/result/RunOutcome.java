package dev.doppel.cli.result;

import java.util.Locale;

/**
 * How a run ended.
 *
 * @param ending the way
 * @param steps the steps taken
 * @param plannedSteps the steps that the recipe asked for
 * @param message why it ended early; empty if it completed
 */
public record RunOutcome(Ending ending, long steps, long plannedSteps, String message) {

  /** The ways in which a run ends. */
  public enum Ending {
    /** All steps were taken. */
    COMPLETED,
    /** Somebody asked it to stop. */
    INTERRUPTED,
    /** A guard stopped it: it collapsed or diverged. */
    STOPPED_BY_GUARD
  }

  /**
   * A run that took all its steps.
   *
   * @param steps the steps
   * @return the outcome
   */
  public static RunOutcome completed(long steps) {
    return new RunOutcome(Ending.COMPLETED, steps, steps, "");
  }

  /**
   * The outcome in words.
   *
   * @return a few words, such as {@code completed 800 steps}
   */
  public String describe() {
    return switch (ending) {
      case COMPLETED -> text(steps == 1 ? "completed %,d step" : "completed %,d steps", steps);
      case INTERRUPTED -> text("interrupted after %,d of %,d steps", steps, plannedSteps);
      case STOPPED_BY_GUARD ->
          text("stopped by a guard after %,d of %,d steps", steps, plannedSteps);
    };
  }

  private static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
