package dev.doppel.cli.report;

import dev.doppel.cli.file.PngImage;
import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.MethodNames;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.spi.view.Image;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Writes a report as one HTML page that loads nothing from anywhere. */
public final class HtmlReport {

  private HtmlReport() {}

  /**
   * Writes the page.
   *
   * @param content what it says
   * @return the page
   */
  public static String of(ReportContent content) {
    Map<String, String> parts = new LinkedHashMap<>();
    String method = MethodNames.title(content.method());
    parts.put("title", Html.escape(method + " on " + content.data()));
    parts.put("method", Html.escape(method));
    parts.put("data", Html.escape(content.data()));
    parts.put("outcome", outcome(content.outcome()));
    parts.put("accuracies", accuracies(content));
    parts.put("events", events(content.events()));
    parts.put("samples", samples(content.samples()));
    parts.put("attention", attention(content.attention()));
    parts.put("recipe", Html.table(content.recipe()));
    parts.put("environment", Html.table(content.environment()));
    return HtmlPage.of("report.html", parts, content.curves().stream().map(Chart::of).toList());
  }

  private static String outcome(RunOutcome outcome) {
    String kind = outcome.ending().name().toLowerCase(Locale.ROOT).replace('_', '-');
    String pill = "<p class=\"outcome %s\">%s</p>".formatted(kind, Html.escape(outcome.describe()));
    return outcome.message().isEmpty()
        ? pill
        : pill + "\n<p class=\"message\">" + Html.escape(outcome.message()) + "</p>";
  }

  private static String accuracies(ReportContent content) {
    Accuracies accuracies = content.accuracies();
    StringBuilder out = new StringBuilder();
    if (accuracies.measured()) {
      out.append("<table class=\"bars\">\n");
      bar(out, "Random encoder", "before the first step", accuracies.randomEncoder(), "");
      if (accuracies.calibratedEncoder().isPresent()) {
        bar(
            out,
            "Random encoder, calibrated",
            "batch norm has seen images",
            accuracies.calibratedEncoder(),
            "");
      }
      bar(out, "Pixels", "no encoder at all", accuracies.pixels(), "");
      bar(
          out,
          MethodNames.title(content.method()),
          "this run's encoder",
          accuracies.trainedEncoder(),
          "own");
      out.append("</table>\n");
      accuracies.gain().ifPresent(gain -> out.append(gain(gain)));
    }
    return out.append("<p class=\"note\">")
        .append(Html.escape(content.accuracyNote()))
        .append("</p>")
        .toString();
  }

  private static String gain(String gain) {
    return """
        <p class="message">Training adds %s to the random encoder with calibrated batch norm. What \
        else lies between the random encoder and this run's comes of batch-norm statistics, which \
        training brings along whatever it learns.</p>
        """
        .formatted(Html.escape(gain));
  }

  private static void bar(
      StringBuilder out, String name, String remark, OptionalDouble accuracy, String style) {
    out.append(
        """
        <tr><th scope="row">%s<small>%s</small></th>\
        <td class="track"><div class="bar %s" style="width: %s%%"></div></td>\
        <td class="number">%s</td></tr>
        """
            .formatted(
                Html.escape(name),
                Html.escape(remark),
                style,
                String.format(Locale.ROOT, "%.1f", 100 * accuracy.orElse(0)),
                Html.escape(Accuracies.percent(accuracy))));
  }

  private static String events(List<GuardEvent> events) {
    if (events.isEmpty()) {
      return "<p class=\"note\">The guards found nothing unusual.</p>";
    }
    StringBuilder out = new StringBuilder("<table class=\"events\">\n<thead><tr>");
    List.of("Step", "Guard", "Verdict", "Seen", "Likely cause", "Keys to change")
        .forEach(head -> out.append("<th scope=\"col\">").append(head).append("</th>"));
    out.append("</tr></thead>\n<tbody>\n");
    for (GuardEvent event : events) {
      String condition = event.verdict().condition().name();
      out.append(
          Html.row(
              List.of(
                  Long.toString(event.step()),
                  event.guard(),
                  condition.toLowerCase(Locale.ROOT).replace('_', ' '),
                  event.verdict().seen(),
                  event.verdict().cause(),
                  String.join(", ", event.verdict().remedies()))));
    }
    return out.append("</tbody>\n</table>").toString();
  }

  private static String samples(List<SampleViews> samples) {
    if (samples.isEmpty()) {
      return "<p class=\"note\">This run's samples are not images.</p>";
    }
    // A column a sample: there are more samples than views, and a page is wide.
    StringBuilder out = new StringBuilder("<table class=\"samples\">\n");
    pictures(out, "sample", samples.stream().map(SampleViews::original).toList());
    for (int view = 0; view < samples.get(0).views().size(); view++) {
      int index = view;
      String name = "view " + (view + 1);
      pictures(out, name, samples.stream().map(sample -> sample.views().get(index)).toList());
    }
    return out.append("</table>").toString();
  }

  private static String attention(List<AttentionSample> samples) {
    if (samples.isEmpty()) {
      return "";
    }
    StringBuilder out =
        new StringBuilder(
            """
            <section>
            <h2>Attention</h2>
            <p class="note">%s</p>
            <div class="scroll"><table class="samples">
            """
                .formatted(Html.escape(samples.get(0).note())));
    for (String name : samples.get(0).pictures().keySet()) {
      pictures(out, name, samples.stream().map(sample -> sample.pictures().get(name)).toList());
    }
    return out.append("</table></div>\n</section>").toString();
  }

  private static void pictures(StringBuilder out, String name, List<Image> images) {
    out.append("<tr><th scope=\"row\">").append(Html.escape(name)).append("</th>");
    for (Image image : images) {
      out.append(
          "<td><img alt=\"%s\" src=\"%s\"></td>"
              .formatted(Html.escape(name), PngImage.dataAddress(image)));
    }
    out.append("</tr>\n");
  }
}
