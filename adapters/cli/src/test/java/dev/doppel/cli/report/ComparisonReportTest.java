package dev.doppel.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ComparisonReportTest {

  @Test
  void of_content_isAllOnThePageAndEscaped() {
    Curve curve = new Curve("loss", new double[] {0, 1}, new double[] {2, Double.NaN});
    String page =
        ComparisonReport.of(
            new ComparisonContent(
                "2 methods compared",
                "<data>",
                List.of("method", "kNN"),
                List.of(List.of("byol", "84.2 %"), List.of("<i>", "@{style}")),
                List.of("a & b"),
                List.of(
                    new Chart(
                        "Loss",
                        List.of(
                            new Chart.Line("byol", OptionalInt.of(0), curve),
                            new Chart.Line("</script>", OptionalInt.of(1), curve)))),
                Map.of("byol", "byol-seed-7/report.html"),
                Map.of("Java", "17")));

    assertThat(page)
        .contains("<h1>2 methods compared</h1>", "&lt;data&gt;", "<td>84.2 %</td>")
        .contains("<tr><td>&lt;i&gt;</td><td>@{style}</td></tr>", "a &amp; b")
        .contains("<a href=\"byol-seed-7/report.html\">byol</a>")
        .contains(
            "[{\"title\": \"Loss\", \"lines\": [{\"name\": \"byol\", \"colour\": 0, \"steps\": [0.0,"
                + " 1.0], \"values\": [2.0, null]}, {\"name\": \"\\u003c/script\\u003e\"")
        .doesNotContain("<i>", "@{uplot");
  }
}
