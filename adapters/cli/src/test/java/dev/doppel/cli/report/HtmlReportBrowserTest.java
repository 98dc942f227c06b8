package dev.doppel.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in a real browser, if there is one on the {@code PATH}. */
final class HtmlReportBrowserTest {

  private static final int DEADLINE_SECONDS = 120;

  private static final String ABSENT = "skipped: no chromium on the PATH to open reports in";

  @TempDir Path folder;

  @Test
  void of_completedRun_drawsACanvasForEachCurve() throws Exception {
    String document = open(HtmlReport.of(ReportExamples.completed()));

    assertThat(document.split("<canvas", -1)).hasSize(1 + ReportExamples.curves().size());
    assertThat(document).contains("Effective rank (feature-std)</h3>");
  }

  @Test
  void of_completedRun_fitsANarrowScreen() throws Exception {
    // A browser's window has a least width; a frame in it has none.
    String document =
        open(
            """
            <body><iframe width="380" height="900" srcdoc="%s"></iframe><script>
            onload = () => {
              const page = document.querySelector("iframe").contentDocument;
              const width = (part) => page.querySelector(part).getBoundingClientRect().width;
              document.body.dataset.measured = [
                page.documentElement.scrollWidth <= 380,
                width(".bar.own") > 60,
                width(".entries td") > 60,
                width("canvas") > 200,
              ].join(" ");
            };
            </script></body>
            """
                .formatted(Html.escape(HtmlReport.of(ReportExamples.completed()))));

    assertThat(document).contains("data-measured=\"true true true true\"");
  }

  @Test
  void of_comparison_drawsACanvasForEachChart() throws Exception {
    Curve loss = ReportExamples.curves().get(0);
    Curve later = new Curve("loss", new double[] {3, 500}, new double[] {1, Double.NaN});
    List<Chart.Line> lines =
        List.of(
            new Chart.Line("byol", OptionalInt.of(0), loss),
            new Chart.Line("simsiam", OptionalInt.of(1), later));
    String document =
        open(
            ComparisonReport.of(
                new ComparisonContent(
                    "2 methods compared",
                    "shapes",
                    List.of("method"),
                    List.of(List.of("byol"), List.of("simsiam")),
                    List.of(),
                    List.of(new Chart("Loss", lines), new Chart("Accuracy", lines)),
                    Map.of(),
                    Map.of())));

    assertThat(document.split("<canvas", -1)).hasSize(1 + 2);
    assertThat(document).contains("simsiam</div>");
  }

  @Test
  void of_hostileTexts_runsNoneOfThem() throws Exception {
    // In a document that a browser has parsed, an injected element would be one of these.
    String document = open(HtmlReport.of(ReportExamples.hostile()));

    assertThat(document).contains("<canvas").doesNotContain("<img", "<b>", "<i>");
  }

  private String open(String page) throws IOException, InterruptedException {
    Optional<Path> browser = browser();
    if (browser.isEmpty()) {
      // Maven shows how many tests were skipped, and not why.
      System.getLogger(HtmlReportBrowserTest.class.getName()).log(Level.WARNING, ABSENT);
    }
    assumeTrue(browser.isPresent(), ABSENT);
    Path file = Files.writeString(folder.resolve("report.html"), page);
    Path document = folder.resolve("document.html");
    List<String> command = new ArrayList<>();
    command.add(browser.get().toString());
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + folder.resolve("profile"),
            "--dump-dom",
            file.toUri().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(document.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    // The scripts' own text is not what they made.
    return Files.readString(document).replaceAll("(?s)<script.*?</script>", "");
  }

  private static Optional<Path> browser() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(path -> Stream.of("chromium", "chromium-browser").map(Path.of(path)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
