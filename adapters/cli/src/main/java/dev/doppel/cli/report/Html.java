package dev.doppel.cli.report;

import java.util.List;
import java.util.Map;

/** Pieces of HTML with all text escaped. */
final class Html {

  private Html() {}

  /**
   * Escapes text for element content and quoted attributes.
   *
   * @param text any text
   * @return the text, harmless
   */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      switch (character) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(character);
      }
    }
    return out.toString();
  }

  /**
   * A table of names and values.
   *
   * @param entries the rows
   * @return the element
   */
  static String table(Map<String, String> entries) {
    StringBuilder out = new StringBuilder("<table class=\"entries\">\n");
    entries.forEach(
        (name, value) ->
            out.append("<tr><th scope=\"row\">")
                .append(escape(name))
                .append("</th><td>")
                .append(escape(value))
                .append("</td></tr>\n"));
    return out.append("</table>").toString();
  }

  /**
   * A table row of data cells.
   *
   * @param cells the cells' texts
   * @return the element
   */
  static String row(List<String> cells) {
    StringBuilder out = new StringBuilder("<tr>");
    cells.forEach(cell -> out.append("<td>").append(escape(cell)).append("</td>"));
    return out.append("</tr>\n").toString();
  }
}
