package dev.doppel.runtime.plugin;

import dev.doppel.spi.option.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of an extension as a table in Markdown, the form in which a plugin's README shows
 * them.
 */
public final class OptionTable {

  /** The table's first two lines. */
  private static final List<String> HEAD =
      List.of("| option | default | must be | meaning |", "|---|---|---|---|");

  private OptionTable() {}

  /**
   * Makes the table of some options.
   *
   * @param options the options, in order
   * @return the lines: two of the head and one an option
   */
  public static List<String> of(List<Option<?>> options) {
    List<String> lines = new ArrayList<>(HEAD);
    for (Option<?> option : options) {
      lines.add(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  option.name(),
                  option.defaultText().orElse("must be set"),
                  option.allowed(),
                  option.description()));
    }
    return lines;
  }

  /**
   * Finds the tables of options in a text.
   *
   * @param text the text, in Markdown
   * @return the lines of each table, in order
   */
  public static List<List<String>> in(String text) {
    List<List<String>> tables = new ArrayList<>();
    List<String> table = new ArrayList<>();
    boolean inside = false;
    for (String line : (text + "\n").lines().toList()) {
      if (line.equals(HEAD.get(0))) {
        inside = true;
        table = new ArrayList<>();
        tables.add(table);
      }
      inside &= line.startsWith("|");
      if (inside) {
        table.add(line);
      }
    }
    return tables;
  }
}
