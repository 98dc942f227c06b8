package dev.doppel.cli.comparison;

import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.report.Chart;
import dev.doppel.cli.report.ComparisonContent;
import dev.doppel.cli.report.Curve;
import dev.doppel.cli.report.CurveFile;
import dev.doppel.cli.training.HostFacts;
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

/** Gathers what the report of a comparison says. */
final class ComparisonPage {

  private ComparisonPage() {}

  static ComparisonContent of(ComparisonResult result, ComparisonLayout layout, Path folder) {
    List<List<String>> table = layout.table(result);
    return new ComparisonContent(
        layout.title(result),
        result.data(),
        table.get(0),
        table.subList(1, table.size()),
        layout.notes(result),
        layout.figures(result).stream()
            .flatMap(figure -> chart(figure, result.runs()).stream())
            .toList(),
        reports(result.runs(), folder),
        HostFacts.all());
  }

  private static Optional<Chart> chart(ComparisonLayout.Figure figure, List<RunResult> runs) {
    List<Chart.Line> lines = new ArrayList<>();
    for (RunResult run : runs) {
      Path file = figure.file().apply(new RunFolder(run.folder()));
      Optional<Curve> curve = CurveFile.read(file, figure.column());
      // Files of a run that was not begun this time are of an earlier one.
      if (curve.isPresent() && (run.figures().isPresent() || run.failure().isPresent())) {
        OptionalInt colour = OptionalInt.of(run.place().number() - 1);
        lines.add(new Chart.Line(name(run), colour, curve.get()));
      }
    }
    return lines.isEmpty() ? Optional.empty() : Optional.of(new Chart(figure.title(), lines));
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
