package dev.doppel.cli.comparison;

import dev.doppel.cli.result.Accuracies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * The runs of one recipe, a seed each. Figures are those of the runs that took all their steps:
 * what a guard stopped is no result of the method.
 *
 * @param name the recipe's name
 * @param runs its runs, in the order of their seeds
 */
record MethodSummary(String name, List<RunResult> runs) {

  MethodSummary {
    runs = List.copyOf(runs);
  }

  /** The figures of the runs that took all their steps. */
  List<RunFigures> completed() {
    return runs.stream().filter(RunResult::completed).map(run -> run.figures().get()).toList();
  }

  /** The figures of the first run that has any. */
  private Optional<RunFigures> first() {
    return runs.stream().flatMap(run -> run.figures().stream()).findFirst();
  }

  Optional<String> backend() {
    return first().map(RunFigures::backend);
  }

  /** The steps of a run that took all of them. */
  Optional<Long> steps() {
    return first().map(figures -> figures.outcome().plannedSteps());
  }

  /** The mean time that the steps of a run took, in seconds. */
  OptionalDouble trainingSeconds() {
    return completed().stream()
        .mapToDouble(figures -> figures.trainingTime().toMillis() / 1000.0)
        .average();
  }

  /** One of the accuracies over the seeds. */
  SeedMean accuracy(Function<Accuracies, OptionalDouble> which) {
    return SeedMean.of(
        completed().stream().map(figures -> which.apply(figures.accuracies())).toList());
  }

  SeedMean linearProbe() {
    return SeedMean.of(
        completed().stream().map(figures -> figures.measurements().linearProbe()).toList());
  }

  Optional<Gain> gain() {
    return Gain.of(completed().stream().map(RunFigures::measurements).toList());
  }

  /** How the runs went, in a few words. */
  String result() {
    if (runs.size() == 1) {
      return runs.get(0).describe();
    }
    List<RunResult> others = runs.stream().filter(run -> !run.completed()).toList();
    List<String> parts = new ArrayList<>();
    parts.add("%d of %d runs completed".formatted(completed().size(), runs.size()));
    others.forEach(run -> parts.add("seed %d %s".formatted(run.place().seed(), run.describe())));
    return String.join("; ", parts);
  }

  /** What guards said of the runs, in a few words; empty if there is no run to speak of. */
  Optional<String> guards() {
    List<RunResult> measured = runs.stream().filter(run -> run.figures().isPresent()).toList();
    if (measured.isEmpty()) {
      return Optional.empty();
    }
    String found =
        measured.stream()
            .flatMap(run -> run.figures().get().finding().map(finding -> of(run, finding)).stream())
            .collect(Collectors.joining("; "));
    return Optional.of(found.isEmpty() ? "healthy" : found);
  }

  private String of(RunResult run, GuardFinding finding) {
    String seed = runs.size() == 1 ? "" : "seed %d: ".formatted(run.place().seed());
    return seed + finding.describe();
  }

  /** All figures by name, in the order of the table's columns; null where there is none. */
  Map<String, Object> facts() {
    SeedMean trained = accuracy(Accuracies::trainedEncoder);
    Optional<Gain> gain = gain();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("method", name);
    facts.put("backend", backend().orElse(null));
    facts.put("runs", runs.size());
    facts.put("completed-runs", completed().size());
    facts.put("seeds", runs.stream().map(run -> "" + run.place().seed()).collect(spaced()));
    facts.put("steps", steps().orElse(null));
    facts.put("training-seconds", number(trainingSeconds()));
    facts.put("knn-accuracy", number(trained.mean()));
    facts.put("knn-accuracy-deviation", number(trained.deviation()));
    facts.put("knn-accuracy-random-encoder", number(accuracy(Accuracies::randomEncoder).mean()));
    facts.put(
        "knn-accuracy-random-encoder-calibrated",
        number(accuracy(Accuracies::calibratedEncoder).mean()));
    facts.put("knn-accuracy-pixels", number(accuracy(Accuracies::pixels).mean()));
    facts.put("gain", gain.map(Gain::mean).orElse(null));
    facts.put("gain-low", gain.map(found -> found.interval().low()).orElse(null));
    facts.put("gain-high", gain.map(found -> found.interval().high()).orElse(null));
    facts.put(
        "gain-excludes-zero", gain.map(found -> found.interval().excludesZero()).orElse(null));
    facts.put("linear-probe-accuracy", number(linearProbe().mean()));
    facts.put("linear-probe-accuracy-deviation", number(linearProbe().deviation()));
    facts.put("guards", guards().orElse(null));
    facts.put("result", result());
    return facts;
  }

  private static Collector<CharSequence, ?, String> spaced() {
    return Collectors.joining(" ");
  }

  private static Object number(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
