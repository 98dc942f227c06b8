package dev.doppel.cli.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a comparison went.
 *
 * @param runs its runs, in the order in which they were to be trained
 */
public record ComparisonResult(List<RunResult> runs) {

  /** Copies. */
  public ComparisonResult {
    runs = List.copyOf(runs);
  }

  /** The runs by recipe, in the order of the recipes. */
  List<MethodSummary> methods() {
    Map<String, List<RunResult>> byName = new LinkedHashMap<>();
    runs.forEach(
        run ->
            byName.computeIfAbsent(run.place().contestant(), name -> new ArrayList<>()).add(run));
    List<MethodSummary> methods = new ArrayList<>();
    byName.forEach((name, ofMethod) -> methods.add(new MethodSummary(name, ofMethod)));
    return methods;
  }

  /** The figures of the first run that has any: what they have in common. */
  Optional<RunFigures> first() {
    return runs.stream().flatMap(run -> run.figures().stream()).findFirst();
  }

  /** What the runs were trained on; several data sets if they differ. */
  String data() {
    List<String> data =
        runs.stream()
            .flatMap(run -> run.figures().stream())
            .map(RunFigures::data)
            .distinct()
            .toList();
    return data.isEmpty() ? "no data: no run began" : String.join("; ", data);
  }
}
