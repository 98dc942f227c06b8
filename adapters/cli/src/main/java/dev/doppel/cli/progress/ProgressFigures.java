package dev.doppel.cli.progress;

import dev.doppel.cli.result.Durations;
import dev.doppel.cli.training.RunOverview;
import dev.doppel.runtime.step.StepRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What there is to say about a run's progress at any moment: the latest loss, the speed, the time
 * left and the latest figures of the guards.
 */
final class ProgressFigures {

  private final RunOverview overview;
  private final LongSupplier clock;
  private final Map<String, Double> guardFigures = new LinkedHashMap<>();
  private final long started;
  private final long before;
  private double loss;
  private boolean told;
  private long steps;

  /**
   * Starts the clock.
   *
   * @param overview what is trained
   * @param clock the time in nanoseconds, from anywhere
   * @param before the steps that were taken before
   */
  ProgressFigures(RunOverview overview, LongSupplier clock, long before) {
    this.overview = overview;
    this.clock = clock;
    this.before = before;
    this.started = clock.getAsLong();
  }

  void take(StepRecord record) {
    loss = record.loss();
    told = true;
    record.figures().forEach(this::take);
  }

  private void take(String name, double value) {
    int dot = name.indexOf('.');
    // With another dot it is one of many, as of each layer: the metrics file has them.
    if (dot > 0
        && dot == name.lastIndexOf('.')
        && overview.guards().contains(name.substring(0, dot))) {
      guardFigures.put(name.substring(dot + 1), value);
    }
  }

  void advance(long stepsTaken) {
    steps = stepsTaken;
  }

  long steps() {
    return steps;
  }

  /** Loss, speed and guard figures, without the time left. */
  String figures() {
    StringBuilder text = new StringBuilder("loss ");
    // Losses are read in blocks, so that there is none to show yet in the first steps.
    text.append(told ? number(loss) : "not read yet");
    text.append(String.format(Locale.ROOT, ", %,d images/s", Math.round(imagesPerSecond())));
    guardFigures.forEach(
        (name, value) ->
            text.append(", ").append(name.replace('-', ' ')).append(' ').append(number(value)));
    return text.toString();
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "step %,d of %,d, %s, %s left",
        steps,
        overview.steps(),
        figures(),
        steps <= before ? "unknown time" : Durations.text(left()));
  }

  private double imagesPerSecond() {
    double seconds = (clock.getAsLong() - started) / 1e9;
    return seconds > 0 ? Math.max(0, steps - before) * overview.batchSize() / seconds : 0;
  }

  private Duration left() {
    long elapsed = clock.getAsLong() - started;
    double each = (double) elapsed / (steps - before);
    return Duration.ofNanos((long) (each * (overview.steps() - steps)));
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return String.valueOf((long) value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.4f", value);
  }
}
