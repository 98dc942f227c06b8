package dev.doppel.cli.training;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.file.CheckpointFolder;
import dev.doppel.cli.file.MetricsTail;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.file.RunLock;
import dev.doppel.cli.file.SummaryFile;
import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.Durations;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.runtime.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run or a checkpoint is, in words. Reads files alone: neither plugins nor a platform are
 * needed, and nothing is changed.
 *
 * @param lines the words
 */
public record RunInspection(List<String> lines) {

  /** Copies. */
  public RunInspection {
    lines = List.copyOf(lines);
  }

  /**
   * Looks at a run or a checkpoint.
   *
   * @param path a run's folder, or one of its checkpoints
   * @return what it is
   * @throws dev.doppel.cli.failure.UsageException if it is neither
   * @throws dev.doppel.cli.failure.UnusableCheckpointException if the checkpoint is damaged
   * @throws StorageException if a file cannot be read
   */
  public static RunInspection of(Path path) {
    List<String> lines = new ArrayList<>();
    if (Files.isRegularFile(path)) {
      SavedRun saved = SavedRun.read(path);
      lines.add("a checkpoint after " + steps(saved));
      describe(saved, lines);
      history(saved.progress().history(), lines);
    } else {
      run(RunFolder.open(path, "RUN"), lines);
    }
    return new RunInspection(lines);
  }

  private static String steps(SavedRun saved) {
    String planned = saved.checkpoint().texts().getOrDefault("run.steps", "an unknown number of");
    return text(
        "step %,d of %s, %s",
        saved.progress().mark().steps(), planned, CheckpointInspection.size(saved.file()));
  }

  private static void run(RunFolder folder, List<String> lines) {
    CheckpointInspection checkpoints =
        CheckpointInspection.of(
            folder.checkpoints().all().stream().map(CheckpointFolder.Entry::file).toList());
    Optional<SavedRun> saved = checkpoints.latest();
    Optional<SummaryFile> summary = SummaryFile.read(folder.summary());
    lines.add(ending(folder));
    if (saved.isPresent()) {
      describe(saved.get(), lines);
    } else {
      describe(Recipe.empty().withFile(folder.recipe()), lines);
      summary.ifPresent(found -> lines.add("data: " + found.text("data")));
    }
    figures(folder, lines);
    accuracies(saved, summary, lines);
    history(verdicts(folder), lines);
    if (checkpoints.lines().isEmpty()) {
      lines.add("checkpoints: none");
    } else {
      lines.add("checkpoints:");
      checkpoints.lines().forEach(line -> lines.add("  " + line));
    }
  }

  private static String ending(RunFolder folder) {
    if (RunLock.isTaken(folder.path())) {
      return "running";
    }
    Optional<RunOutcome> outcome = RunEnding.of(folder);
    if (outcome.isEmpty()) {
      return "unfinished: it was cut off; to go on: doppel resume " + folder.path();
    }
    String message = outcome.get().message();
    String words =
        message.isEmpty() ? outcome.get().describe() : outcome.get().describe() + ": " + message;
    return outcome.get().ending() == RunOutcome.Ending.INTERRUPTED
        ? words + "; to go on: doppel resume " + folder.path()
        : words;
  }

  private static void describe(SavedRun saved, List<String> lines) {
    Map<String, String> settings = saved.checkpoint().part("run.").texts();
    lines.add("method: " + saved.checkpoint().text(SavedRun.METHOD));
    lines.add("data: " + saved.checkpoint().text(SavedRun.DATA));
    settings(settings, lines);
    lines.add("time of its steps: " + Durations.text(saved.progress().time()));
    saved
        .checkpoint()
        .part(SavedRun.PLUGIN)
        .texts()
        .forEach((part, plugin) -> lines.add("%s: plugin %s".formatted(part, plugin)));
  }

  private static void describe(Recipe recipe, List<String> lines) {
    lines.add("method: " + recipe.value("recipe").or(() -> recipe.value("loss")).orElse("unnamed"));
    Map<String, String> settings = new HashMap<>();
    for (String key : List.of("backend", "backbone", "steps", "batch-size", "seed")) {
      recipe.value(key).ifPresent(value -> settings.put(key, value));
    }
    settings(settings, lines);
  }

  private static void settings(Map<String, String> settings, List<String> lines) {
    lines.add(
        "backend %s, backbone %s, %s steps of %s images, seed %s"
            .formatted(
                settings.getOrDefault("backend", "not named"),
                settings.getOrDefault("backbone", "not named"),
                settings.getOrDefault("steps", "?"),
                settings.getOrDefault("batch-size", "?"),
                settings.getOrDefault("seed", "?")));
  }

  private static void figures(RunFolder folder, List<String> lines) {
    MetricsTail tail = MetricsTail.read(folder.metrics());
    if (tail.rows() == 0) {
      lines.add("metrics: none yet");
      return;
    }
    lines.add(text("metrics of %,d steps, the last:", tail.rows()));
    tail.latest().forEach((name, value) -> lines.add("  " + name + " " + value));
  }

  private static void accuracies(
      Optional<SavedRun> saved, Optional<SummaryFile> summary, List<String> lines) {
    if (summary.isPresent()) {
      SummaryFile found = summary.get();
      lines.add(
          "kNN accuracy: random encoder %s, pixels %s, trained encoder %s"
              .formatted(
                  Accuracies.percent(found.number("knn-accuracy-random-encoder")),
                  Accuracies.percent(found.number("knn-accuracy-pixels")),
                  Accuracies.percent(found.number("knn-accuracy"))));
    }
    saved.ifPresent(
        run ->
            run.progress()
                .accuracies()
                .forEach(
                    (steps, accuracy) ->
                        lines.add(
                            text(
                                "kNN accuracy after step %,d: %s",
                                steps, Accuracies.percent(OptionalDouble.of(accuracy))))));
  }

  private static List<String> verdicts(RunFolder folder) {
    try {
      return Files.exists(folder.verdicts()) ? Files.readAllLines(folder.verdicts()) : List.of();
    } catch (IOException e) {
      throw StorageException.reading(folder.verdicts(), e);
    }
  }

  private static void history(List<String> verdicts, List<String> lines) {
    if (verdicts.isEmpty()) {
      lines.add("verdicts: no guard found anything");
    } else {
      lines.add("verdicts:");
      verdicts.forEach(verdict -> lines.add("  " + verdict));
    }
  }

  private static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
