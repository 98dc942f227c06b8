package dev.doppel.cli.comparison;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.failure.UsageException;
import dev.doppel.cli.file.Json;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.file.Storage;
import dev.doppel.cli.report.ComparisonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes what a comparison found: {@code table.md}, {@code table.csv}, {@code results.json} and
 * {@code report.html}, beside the runs' own folders.
 */
final class ComparisonFiles {

  private final Path folder;
  private final ComparisonLayout layout;
  private final Storage storage;

  ComparisonFiles(Path folder, ComparisonLayout layout, Storage storage) {
    this.folder = folder;
    this.layout = layout;
    this.storage = storage;
  }

  /**
   * Checks that the folder may hold a comparison, without creating it.
   *
   * @throws UsageException if it holds anything but an earlier one, or is not a folder
   * @throws StorageException if it cannot be read
   */
  void check() {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageException("output '" + folder + "' is a file; name a folder (--output)");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      boolean empty = entries.findAny().isEmpty();
      boolean run = Files.exists(new RunFolder(folder).recipe());
      if (!empty && (run || !Files.exists(results()))) {
        throw new UsageException(
            ("output folder '%s' holds something else than a comparison; name a new or an empty"
                    + " folder, or that of a comparison to go on with (--output)")
                .formatted(folder));
      }
    } catch (IOException e) {
      throw StorageException.reading(folder, e);
    }
  }

  /** The file that marks a folder as that of a comparison. */
  private Path results() {
    return folder.resolve("results.json");
  }

  /** The report's file. */
  static Path report(Path folder) {
    return folder.resolve("report.html");
  }

  void write(ComparisonResult result) {
    storage.replace(results(), Json.of(json(result)) + "\n");
    storage.replace(folder.resolve("table.md"), markdown(result));
    storage.replace(folder.resolve("table.csv"), csv(result));
    storage.replace(report(folder), ComparisonReport.of(ComparisonPage.of(result, layout, folder)));
  }

  /** The table in Markdown, with its notes. */
  private String markdown(ComparisonResult result) {
    List<List<String>> rows = layout.table(result);
    StringBuilder out = new StringBuilder();
    out.append(line(rows.get(0))).append(line(rows.get(0).stream().map(head -> "---").toList()));
    rows.stream().skip(1).forEach(row -> out.append(line(row)));
    layout.notes(result).forEach(note -> out.append('\n').append(note).append('\n'));
    return out.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replaceAll("\\R", " "))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private String csv(ComparisonResult result) {
    StringBuilder out = new StringBuilder();
    Collection<Map<String, Object>> ofRuns = layout.factsOfRuns(result).values();
    for (Map<String, Object> facts : ofRuns.isEmpty() ? layout.facts(result) : ofRuns) {
      if (out.length() == 0) {
        out.append(String.join(",", facts.keySet())).append('\n');
      }
      out.append(facts.values().stream().map(ComparisonFiles::cell).collect(joined()));
    }
    return out.toString();
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(",", "", "\n");
  }

  private static String cell(Object value) {
    if (value instanceof String text) {
      return '"' + text.replace("\"", "\"\"").replaceAll("\\R", " ") + '"';
    }
    return value == null ? "" : value.toString();
  }

  private Map<String, Object> json(ComparisonResult result) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("data", result.data());
    content.put("knn-protocol", result.first().map(RunFigures::protocol).orElse(null));
    content.put("interval-coverage", PairedBootstrap.COVERAGE);
    content.put("interval-resamples", PairedBootstrap.RESAMPLES);
    List<Map<String, Object>> methods = new ArrayList<>();
    Map<RunResult, Map<String, Object>> ofRuns = layout.factsOfRuns(result);
    Iterator<Map<String, Object>> facts = layout.facts(result).iterator();
    for (MethodSummary method : result.methods()) {
      Map<String, Object> entry = new LinkedHashMap<>(facts.next());
      entry.remove("seeds");
      entry.put(
          "each-run",
          method.runs().stream().map(run -> run(run, ofRuns.getOrDefault(run, Map.of()))).toList());
      methods.add(entry);
    }
    content.put("methods", methods);
    return content;
  }

  private Map<String, Object> run(RunResult run, Map<String, Object> more) {
    Map<String, Object> facts = new LinkedHashMap<>(more);
    facts.put("seed", run.place().seed());
    facts.put("folder", folder.relativize(run.folder()).toString());
    facts.put("result", run.describe());
    run.figures()
        .ifPresent(
            figures -> {
              facts.put("steps", figures.outcome().steps());
              facts.put("training-seconds", figures.trainingTime().toMillis() / 1000.0);
              facts.put("knn-accuracy", number(figures.accuracies().trainedEncoder()));
              facts.put(
                  "knn-accuracy-random-encoder", number(figures.accuracies().randomEncoder()));
              facts.put(
                  "knn-accuracy-random-encoder-calibrated",
                  number(figures.accuracies().calibratedEncoder()));
              facts.put("knn-accuracy-pixels", number(figures.accuracies().pixels()));
              facts.put("linear-probe-accuracy", number(figures.measurements().linearProbe()));
            });
    return facts;
  }

  private static Object number(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
