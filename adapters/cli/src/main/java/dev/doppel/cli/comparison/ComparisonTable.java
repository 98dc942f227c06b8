package dev.doppel.cli.comparison;

import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The table of a comparison: a row a method. */
final class ComparisonTable {

  /** The heads of the columns. */
  private static final List<String> HEADS =
      List.of(
          "method",
          "backend",
          "steps",
          "training",
          "kNN",
          "random encoder",
          "calibrated",
          "gain",
          "linear probe",
          "guards",
          "result");

  private static final String NONE = "–";

  private ComparisonTable() {}

  /** The heads, then a row a method. */
  static List<List<String>> of(ComparisonResult result) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADS);
    result.methods().forEach(method -> rows.add(row(method)));
    return rows;
  }

  /** What there is to know about the figures. */
  static List<String> notes(ComparisonResult result) {
    List<String> notes = new ArrayList<>();
    result.first().ifPresent(figures -> notes.add("kNN accuracy: " + figures.protocol() + "."));
    OptionalDouble pixels =
        result.runs().stream()
            .flatMap(run -> run.figures().stream())
            .map(figures -> figures.accuracies().pixels())
            .filter(OptionalDouble::isPresent)
            .findFirst()
            .orElse(OptionalDouble.empty());
    if (pixels.isPresent()) {
      notes.add("Plain pixels, no encoder at all: " + Accuracies.percent(pixels) + ".");
    }
    notes.add(
        text(
            "The gain is that over the same network before its first step, in parentheses its %.0f"
                + " %% interval by a paired bootstrap over the test images (%,d resamples), which"
                + " says nothing about other seeds. Not all of it is learning: calibrated is the"
                + " random encoder with batch-norm statistics of images, which training brings along"
                + " whatever it learns.",
            100 * PairedBootstrap.COVERAGE, PairedBootstrap.RESAMPLES));
    notes.add(
        "Guards: the first failure that one saw of a run, or the first warning; healthy if none said"
            + " anything.");
    if (result.runs().stream().anyMatch(run -> run.place().seeds() > 1)) {
      notes.add("Figures are means over the seeds; after ± stands the standard deviation.");
    }
    return notes;
  }

  private static List<String> row(MethodSummary method) {
    OptionalDouble seconds = method.trainingSeconds();
    return List.of(
        method.name(),
        method.backend().orElse(NONE),
        method.steps().map(steps -> text("%,d", steps)).orElse(NONE),
        seconds.isPresent()
            ? Durations.text(Duration.ofMillis(Math.round(1000 * seconds.getAsDouble())))
            : NONE,
        percent(method.accuracy(Accuracies::trainedEncoder)),
        percent(method.accuracy(Accuracies::randomEncoder)),
        percent(method.accuracy(Accuracies::calibratedEncoder)),
        method.gain().map(ComparisonTable::gain).orElse(NONE),
        percent(method.linearProbe()),
        method.guards().orElse(NONE),
        method.result());
  }

  private static String percent(SeedMean accuracy) {
    if (accuracy.mean().isEmpty()) {
      return NONE;
    }
    double mean = 100 * accuracy.mean().getAsDouble();
    return accuracy.deviation().isPresent()
        ? text("%.1f ± %.1f %%", mean, 100 * accuracy.deviation().getAsDouble())
        : text("%.1f %%", mean);
  }

  private static String gain(Gain gain) {
    return text(
        "%+.1f points (%+.1f to %+.1f), %s 0",
        100 * gain.mean(),
        100 * gain.interval().low(),
        100 * gain.interval().high(),
        gain.interval().excludesZero() ? "excludes" : "includes");
  }

  private static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
