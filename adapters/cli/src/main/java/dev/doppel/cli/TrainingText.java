package dev.doppel.cli;

import dev.doppel.cli.progress.OverviewText;
import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.Durations;
import dev.doppel.cli.result.MethodNames;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.cli.result.TrainingResult;
import dev.doppel.cli.training.DryRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says how a run went, or would go. */
final class TrainingText {

  private static final double GIBIBYTE = 1 << 30;

  private TrainingText() {}

  /** The last lines of a run. The accuracies come last, with what they are to be held against. */
  static List<String> lines(TrainingResult result) {
    List<String> lines = new ArrayList<>();
    unreadable(result.unreadable()).ifPresent(lines::add);
    lines.add(
        text(
            "%s in %s (%,.0f images/s)",
            result.outcome().describe(),
            Durations.text(result.trainingTime()),
            result.imagesPerSecond()));
    lines.add("encoder: " + result.encoder());
    lines.add("report: " + result.folder().resolve("report.html").toAbsolutePath().toUri());
    if (result.outcome().ending() == RunOutcome.Ending.INTERRUPTED) {
      lines.add("to go on: doppel resume " + result.folder());
      lines.add("to measure the encoder: doppel evaluate --run " + result.folder());
    } else {
      lines.add(accuracies(result));
      calibrated(result.accuracies()).ifPresent(lines::add);
    }
    return lines;
  }

  /** Says which images were left out, if any were. */
  static Optional<String> unreadable(List<String> messages) {
    return switch (messages.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of("1 image could not be read and was left out: " + messages.get(0));
      default ->
          Optional.of(
              text(
                  "%,d images could not be read and were left out; the first: %s",
                  messages.size(), messages.get(0)));
    };
  }

  private static String accuracies(TrainingResult result) {
    Accuracies accuracies = result.accuracies();
    if (!accuracies.measured()) {
      return "kNN accuracy " + result.accuracyNote();
    }
    return "kNN accuracy: random encoder %s, pixels %s, %s %s"
        .formatted(
            Accuracies.percent(accuracies.randomEncoder()),
            Accuracies.percent(accuracies.pixels()),
            MethodNames.title(result.method()),
            Accuracies.percent(accuracies.trainedEncoder()));
  }

  private static Optional<String> calibrated(Accuracies accuracies) {
    if (accuracies.calibratedEncoder().isEmpty()) {
      return Optional.empty();
    }
    String figure = Accuracies.percent(accuracies.calibratedEncoder());
    return Optional.of(
        "Random encoder with calibrated batch norm: "
            + accuracies
                .gain()
                .map(gain -> figure + "; training adds " + gain + " to that")
                .orElse(figure));
  }

  /** What a dry run found. */
  static List<String> lines(DryRun run) {
    List<String> lines = new ArrayList<>(OverviewText.lines(run.overview()));
    lines.add(text("estimates from %d steps after one to warm up:", DryRun.TIMED_STEPS));
    lines.add(
        text(
            "  a step takes %.3f s, %,d of them %s",
            run.step().toNanos() / 1e9, run.overview().steps(), Durations.text(run.training())));
    lines.add(
        run.evaluation().isZero()
            ? "  no accuracies: the images have no labels"
            : "  embedding images for the kNN accuracies takes "
                + Durations.text(run.evaluation()));
    lines.add(
        "  memory: "
            + run.peakMemory()
                .map(bytes -> text("%.1f GiB at most so far", bytes / GIBIBYTE))
                .orElse("this system does not say"));
    return lines;
  }

  private static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
