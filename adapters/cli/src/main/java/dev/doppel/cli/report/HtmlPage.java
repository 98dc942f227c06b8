package dev.doppel.cli.report;

import dev.doppel.cli.file.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills a page's template in: what is the page's own, and style, scripts and charts. */
final class HtmlPage {

  private static final Pattern PLACEHOLDER = Pattern.compile("@\\{([a-z-]+)}");

  private HtmlPage() {}

  /**
   * Writes a page.
   *
   * @param template the template's file
   * @param own the page's own parts by placeholder, as HTML
   * @param charts the charts, which a script draws
   * @return the page
   */
  static String of(String template, Map<String, String> own, List<Chart> charts) {
    Map<String, String> parts = new LinkedHashMap<>(own);
    parts.put("charts", Json.of(charts.stream().map(HtmlPage::chart).toList()));
    parts.put("style", ReportResources.own("report.css"));
    parts.put("script", ReportResources.own("report.js"));
    parts.put("uplot-style", ReportResources.uplot("dist/uPlot.min.css"));
    parts.put("uplot-script", ReportResources.uplot("dist/uPlot.iife.min.js"));
    parts.put("uplot-licence", ReportResources.uplot("LICENSE"));
    // One pass, so that nothing in a value can be taken for a placeholder.
    return PLACEHOLDER
        .matcher(ReportResources.own(template))
        .replaceAll(match -> Matcher.quoteReplacement(parts.get(match.group(1))));
  }

  private static Map<String, Object> chart(Chart chart) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("title", chart.title());
    entry.put("lines", chart.lines().stream().map(HtmlPage::line).toList());
    return entry;
  }

  private static Map<String, Object> line(Chart.Line line) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", line.name());
    line.colour().ifPresent(colour -> entry.put("colour", colour));
    entry.put("steps", line.curve().steps());
    entry.put("values", line.curve().values());
    return entry;
  }
}
