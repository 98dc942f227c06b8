package dev.doppel.benchmarks.learning;

import dev.doppel.cli.file.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The comparison's table.
 *
 * @param rows the rows, those of one method together; at least one
 * @param steps the steps of each run
 * @param protocol how accuracies are measured
 */
record LearningTable(List<LearningRow> rows, long steps, String protocol) {

  private static final List<String> HEADS =
      List.of("method", "seed", "untrained", "ours", "lightly", "difference");

  String markdown() {
    StringBuilder out = new StringBuilder();
    out.append(line(HEADS)).append(line(HEADS.stream().map(head -> "---").toList()));
    rows.forEach(row -> append(out, row.place().method(), "" + row.place().seed(), List.of(row)));
    byMethod().forEach((method, some) -> append(out, method, "mean", some));
    append(out, "all", "mean", rows);
    out.append("\nAccuracies in percent after %,d steps: %s. Untrained".formatted(steps, protocol))
        .append(" is our encoder before its first step, with batch-norm statistics of images.\n");
    return out.toString();
  }

  String json() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("steps", steps);
    content.put("protocol", protocol);
    content.put("runs", rows.stream().map(LearningTable::figures).toList());
    Map<String, Object> means = new LinkedHashMap<>();
    byMethod().forEach((method, some) -> means.put(method, means(some)));
    means.put("all", means(rows));
    content.put("means", means);
    return Json.of(content) + "\n";
  }

  private Map<String, List<LearningRow>> byMethod() {
    Map<String, List<LearningRow>> methods = new LinkedHashMap<>();
    for (LearningRow row : rows) {
      String method = row.place().method();
      methods.computeIfAbsent(
          method, name -> rows.stream().filter(one -> one.place().method().equals(name)).toList());
    }
    return methods;
  }

  private static Map<String, Object> figures(LearningRow row) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("method", row.place().method());
    figures.put("seed", row.place().seed());
    figures.putAll(means(List.of(row)));
    return figures;
  }

  private static Map<String, Object> means(List<LearningRow> some) {
    Map<String, Object> means = new LinkedHashMap<>();
    means.put("untrained", mean(some, LearningRow::untrained));
    means.put("ours", mean(some, LearningRow::ours));
    means.put("lightly", mean(some, LearningRow::lightly));
    means.put("difference", mean(some, LearningRow::difference));
    return means;
  }

  private static double mean(List<LearningRow> some, ToDoubleFunction<LearningRow> figure) {
    return some.stream().mapToDouble(figure).average().orElseThrow();
  }

  private static void append(
      StringBuilder out, String method, String seed, List<LearningRow> some) {
    out.append(
        line(
            List.of(
                method,
                seed,
                percent("%.2f", mean(some, LearningRow::untrained)),
                percent("%.2f", mean(some, LearningRow::ours)),
                percent("%.2f", mean(some, LearningRow::lightly)),
                percent("%+.2f", mean(some, LearningRow::difference)))));
  }

  private static String percent(String pattern, double accuracy) {
    return String.format(Locale.ROOT, pattern, 100 * accuracy);
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
