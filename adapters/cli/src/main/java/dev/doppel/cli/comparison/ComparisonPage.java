package dev.doppel.cli.comparison;

import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.report.Chart;
import dev.doppel.cli.report.ComparisonContent;
import dev.doppel.cli.report.Curve;
import dev.doppel.cli.report.CurveFile;
import dev.doppel.cli.training.HostFacts;
import dev.doppel.cli.training.Measuring;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Gathers what the report of a comparison says. */
final class ComparisonPage {

  private ComparisonPage() {}

  static ComparisonContent of(ComparisonResult result, Path folder) {
    List<List<String>> table = ComparisonTable.of(result);
    int methods = result.methods().size();
    return new ComparisonContent(
        methods == 1 ? "One method" : methods + " methods compared",
        result.data(),
        table.get(0),
        table.subList(1, table.size()),
        ComparisonTable.notes(result),
        charts(result.runs()),
        reports(result.runs(), folder),
        HostFacts.all());
  }

  private static List<Chart> charts(List<RunResult> runs) {
    List<Chart> charts = new ArrayList<>();
    add(charts, "Nearest-neighbour accuracy", runs, RunFolder::accuracies, Measuring.ACCURACY);
    add(charts, "Loss, each method's own", runs, RunFolder::metrics, "loss");
    add(charts, "Standard deviation of features", runs, RunFolder::metrics, "feature-std.std");
    return charts;
  }

  private static void add(
      List<Chart> charts,
      String title,
      List<RunResult> runs,
      Function<RunFolder, Path> file,
      String column) {
    List<Chart.Line> lines = new ArrayList<>();
    for (RunResult run : runs) {
      Optional<Curve> curve = CurveFile.read(file.apply(new RunFolder(run.folder())), column);
      // Files of a run that was not begun this time are of an earlier one.
      if (curve.isPresent() && (run.figures().isPresent() || run.failure().isPresent())) {
        OptionalInt colour = OptionalInt.of(run.place().number() - 1);
        lines.add(new Chart.Line(name(run), colour, curve.get()));
      }
    }
    if (!lines.isEmpty()) {
      charts.add(new Chart(title, lines));
    }
  }

  private static String name(RunResult run) {
    RunPlace place = run.place();
    return place.seeds() == 1 ? place.contestant() : place.contestant() + ", seed " + place.seed();
  }

  private static Map<String, String> reports(List<RunResult> runs, Path folder) {
    Map<String, String> reports = new LinkedHashMap<>();
    for (RunResult run : runs) {
      Path report = new RunFolder(run.folder()).report();
      if (run.figures().isPresent() && Files.exists(report)) {
        reports.put(name(run), address(folder.relativize(report)));
      }
    }
    return reports;
  }

  private static String address(Path relative) {
    try {
      return new URI(null, null, relative.toString().replace('\\', '/'), null).getRawPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path is always an address: " + relative, e);
    }
  }
}
