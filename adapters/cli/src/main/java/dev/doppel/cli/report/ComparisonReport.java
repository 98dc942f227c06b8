package dev.doppel.cli.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the report of several runs as one HTML page that loads nothing from anywhere. */
public final class ComparisonReport {

  private ComparisonReport() {}

  /**
   * Writes the page.
   *
   * @param content what it says
   * @return the page
   */
  public static String of(ComparisonContent content) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", Html.escape(content.title() + " on " + content.data()));
    parts.put("heading", Html.escape(content.title()));
    parts.put("data", Html.escape(content.data()));
    parts.put("table", table(content));
    parts.put("notes", notes(content));
    parts.put("reports", reports(content.reports()));
    parts.put("environment", Html.table(content.environment()));
    return HtmlPage.of("comparison.html", parts, content.charts());
  }

  private static String table(ComparisonContent content) {
    StringBuilder out = new StringBuilder("<table class=\"events comparison\">\n<thead><tr>");
    content
        .heads()
        .forEach(
            head -> out.append("<th scope=\"col\">").append(Html.escape(head)).append("</th>"));
    out.append("</tr></thead>\n<tbody>\n");
    content.rows().forEach(row -> out.append(Html.row(row)));
    return out.append("</tbody>\n</table>").toString();
  }

  private static String notes(ComparisonContent content) {
    return content.notes().stream()
        .map(note -> "<p class=\"note\">" + Html.escape(note) + "</p>")
        .collect(Collectors.joining("\n"));
  }

  private static String reports(Map<String, String> reports) {
    if (reports.isEmpty()) {
      return "<p class=\"note\">No run left a report.</p>";
    }
    return reports.entrySet().stream()
        .map(
            report ->
                "<li><a href=\"%s\">%s</a></li>"
                    .formatted(Html.escape(report.getValue()), Html.escape(report.getKey())))
        .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
  }
}
