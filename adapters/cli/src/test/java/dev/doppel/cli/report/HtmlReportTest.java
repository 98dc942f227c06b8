package dev.doppel.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {

  /** What makes a browser fetch something: an address in an attribute or in a style. */
  private static final Pattern LOADED =
      Pattern.compile(
          "(?:src|href|srcset|action)\\s*=\\s*[\"']?+(?!data:)[^\\s>]|@import|url\\(",
          Pattern.CASE_INSENSITIVE);

  @Test
  void of_completedRun_showsFiguresAndVerdicts() {
    String page = HtmlReport.of(ReportExamples.completed());

    assertThat(page)
        .contains("<title>BYOL on 60,000 gray images of 28x28 (IDX) in /data/fashion-mnist</title>")
        .contains("<p class=\"outcome completed\">completed 800 steps</p>")
        .contains("80.4 %", "83.1 %", "80.1 %", "84.2 %")
        .contains("Training adds 1.1 points to the random encoder with calibrated batch norm.")
        .contains("std 0.011 under 0.015 (uniform 0.088)")
        .contains("target-update.momentum, optimizer.learning-rate")
        .contains("\"name\": \"feature-std.effective-rank\"");
    assertThat(page.split("data:image/png;base64,", -1)).hasSize(1 + 8 * 4);
  }

  @Test
  void of_completedRun_loadsNothing() {
    String page = HtmlReport.of(ReportExamples.completed());
    // uPlot's own text holds pieces of scripts that look like attributes.
    String markup = page.replace(ReportResources.uplot("dist/uPlot.iife.min.js"), "");

    assertThat(LOADED.matcher(markup).results().map(match -> match.group()).toList()).isEmpty();
    assertThat(page).doesNotContain("@{");
  }

  @Test
  void of_hostileTexts_areEscaped() {
    String page = HtmlReport.of(ReportExamples.hostile());

    assertThat(page)
        .contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>")
        .contains("interrupted after 3 of 800 steps")
        .contains("&quot;&lt;/p&gt;&#39; &amp; @{style}")
        .contains("\"name\": \"\\u003c/script\\u003e\\u003cb\\u003e\"")
        .doesNotContain("<script>alert(1)", "<img src=x", "<i>", "</td></td>");
  }

  @Test
  void of_noLabels_showsWhyNothingWasMeasured() {
    String page = HtmlReport.of(ReportExamples.hostile());

    assertThat(page).doesNotContain("<table class=\"bars\">").contains("&lt;/section&gt;");
  }
}
