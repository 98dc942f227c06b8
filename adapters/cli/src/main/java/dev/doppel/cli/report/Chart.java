package dev.doppel.cli.report;

import java.util.List;
import java.util.OptionalInt;

/**
 * Curves of one figure, laid over each other.
 *
 * @param title the figure, as people write it
 * @param lines the curves
 */
public record Chart(String title, List<Line> lines) {

  /**
   * One of the curves.
   *
   * @param name what it is of
   * @param colour the number of its colour, from 0; empty for the page's own
   * @param curve its points
   */
  public record Line(String name, OptionalInt colour, Curve curve) {}

  /** Copies. */
  public Chart {
    lines = List.copyOf(lines);
  }

  /** A chart of one curve alone. */
  static Chart of(Curve curve) {
    return new Chart(curve.title(), List.of(new Line(curve.name(), OptionalInt.empty(), curve)));
  }
}
