package dev.doppel.cli.comparison;

import dev.doppel.cli.file.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the table, the report and the figures' files of a comparison say. */
public interface ComparisonLayout {

  /**
   * A chart of one figure of all runs.
   *
   * @param title the figure, as people write it
   * @param file where a run keeps it
   * @param column its column there
   */
  record Figure(String title, Function<RunFolder, Path> file, String column) {}

  /**
   * What is compared, in a few words.
   *
   * @param result how the comparison went
   * @return the title of its report
   */
  String title(ComparisonResult result);

  /**
   * The cells of the table.
   *
   * @param result how the comparison went
   * @return the heads, then the rows, with as many cells each
   */
  List<List<String>> table(ComparisonResult result);

  /**
   * What there is to know about the figures.
   *
   * @param result how the comparison went
   * @return the notes, each a paragraph
   */
  List<String> notes(ComparisonResult result);

  /**
   * The figures whose curves are laid over each other.
   *
   * @param result how the comparison went
   * @return the charts, in order
   */
  List<Figure> figures(ComparisonResult result);

  /**
   * All figures by name, for programs.
   *
   * @param result how the comparison went
   * @return one entry a recipe, each with the same names; null where there is no figure
   */
  List<Map<String, Object>> facts(ComparisonResult result);

  /**
   * All figures of each run by name, where the table has a row a run.
   *
   * @param result how the comparison went
   * @return one entry a run, each with the same names; nothing where a row is of a recipe
   */
  default Map<RunResult, Map<String, Object>> factsOfRuns(ComparisonResult result) {
    return Map.of();
  }
}
