package dev.doppel.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A table of text with columns as wide as they need to be. For one thread. */
final class TextTable {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... heads) {
    rows.add(Arrays.stream(heads).map(head -> head.toUpperCase(Locale.ROOT)).toList());
  }

  /** A table of heads and rows. */
  static TextTable of(List<List<String>> cells) {
    TextTable table = new TextTable(cells.get(0).toArray(String[]::new));
    cells.stream().skip(1).forEach(row -> table.rows.add(List.copyOf(row)));
    return table;
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /**
   * The table's lines.
   *
   * @param indentation what each line begins with
   * @return the heads, then the rows, without trailing blanks
   */
  List<String> lines(String indentation) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return rows.stream().map(row -> line(indentation, row, widths)).toList();
  }

  private static String line(String indentation, List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder(indentation);
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(widths[column] - cell.length())).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}
