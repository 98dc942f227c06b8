package dev.doppel.cli.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.cli.failure.UsageException;
import dev.doppel.cli.file.Storage;
import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.spi.guard.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonFilesTest {

  @TempDir Path folder;

  @Test
  void write_seedsThatDidNotAllComplete_countsThoseThatDid() throws IOException {
    RunFigures collapsed =
        figures(
            new RunOutcome(RunOutcome.Ending.STOPPED_BY_GUARD, 3, 10, "it | collapsed"),
            0.1,
            0.1,
            List.of(
                new GuardFinding("feature-std", Condition.COMPLETE_COLLAPSE, 2, "all alike", "")));
    files()
        .write(
            new ComparisonResult(
                List.of(
                    RunResult.finished(place(1), folder.resolve("a-1"), completed(0.5, 0.8)),
                    RunResult.finished(place(2), folder.resolve("a-2"), completed(0.5, 0.6)),
                    RunResult.finished(place(3), folder.resolve("a-3"), collapsed))));

    assertThat(Files.readString(folder.resolve("table.md")).lines())
        .contains(
            "| method | backend | steps | training | kNN | random encoder | calibrated | gain |"
                + " linear probe | guards | result |",
            "| a | djl | 10 | 2 s | 70.0 ± 14.1 % | 50.0 ± 0.0 % | – | +25.0 points (+0.0 to"
                + " +75.0), includes 0 | 50.0 ± 0.0 % | seed 3: complete collapse at step 2"
                + " (feature-std) | 2 of 3 runs completed; seed 3 stopped by a"
                + " guard after 3 of 10 steps: it \\| collapsed |",
            "Plain pixels, no encoder at all: 25.0 %.",
            "Figures are means over the seeds; after ± stands the standard deviation.");
    List<String> rows = Files.readAllLines(folder.resolve("table.csv"));
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0)).startsWith("method,backend,runs,completed-runs,seeds,steps,");
    assertThat(rows.get(1)).startsWith("\"a\",\"djl\",3,2,\"1 2 3\",10,1.5,0.7,0.14142");
    assertThat(Files.readString(folder.resolve("results.json")))
        .contains(
            "\"gain-excludes-zero\": false", "\"knn-accuracy-random-encoder-calibrated\": null")
        .contains("\"folder\": \"a-3\"");
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("<h1>One method</h1>", "No run left a report.");
  }

  @Test
  void write_guardsSaidNothing_isHealthy() throws IOException {
    RunPlace alone = new RunPlace("a", 1, 1, 1, 1, 1);
    files()
        .write(
            new ComparisonResult(
                List.of(RunResult.finished(alone, folder.resolve("a-1"), completed(0.5, 0.8)))));

    assertThat(Files.readString(folder.resolve("table.md"))).contains("| healthy | completed");
    assertThat(Files.readString(folder.resolve("results.json")))
        .contains("\"guards\": \"healthy\"");
  }

  @Test
  void write_failedRun_isARowThatSaysSo() throws IOException {
    files()
        .write(
            new ComparisonResult(
                List.of(
                    new RunResult(
                        new RunPlace("b", 1, 2, 7, 1, 1),
                        folder.resolve("b-7"),
                        Optional.empty(),
                        Optional.of(new UsageException("no \"heads\" fit"))),
                    RunResult.notBegun(new RunPlace("c", 2, 2, 7, 1, 1), folder.resolve("c-7")))));

    assertThat(Files.readString(folder.resolve("table.md")).lines())
        .contains(
            "| b | – | – | – | – | – | – | – | – | – | failed: no \"heads\" fit |",
            "| c | – | – | – | – | – | – | – | – | – | not run |");
    assertThat(Files.readString(folder.resolve("table.csv")))
        .contains("\"b\",,1,0,\"7\",,,,,,,,,,,,,,,\"failed: no \"\"heads\"\" fit\"\n");
  }

  @Test
  void check_folderOfSomethingElse_isRefused() throws IOException {
    files().check();
    new ComparisonFiles(folder.resolve("absent"), new MethodLayout(), new Storage()).check();
    Files.writeString(folder.resolve("thesis.txt"), "mine");

    assertThatThrownBy(files()::check)
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "output folder '"
                + folder
                + "' holds something else than a comparison; name a new or an empty folder, or that"
                + " of a comparison to go on with (--output)");
    Files.writeString(folder.resolve("results.json"), "{}");
    files().check();
    Files.writeString(folder.resolve("recipe.properties"), "recipe = byol");
    assertThatThrownBy(files()::check).isInstanceOf(UsageException.class);
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> new ComparisonFiles(file, new MethodLayout(), new Storage()).check())
        .hasMessage("output '" + file + "' is a file; name a folder (--output)");
  }

  private ComparisonFiles files() {
    return new ComparisonFiles(folder, new MethodLayout(), new Storage());
  }

  private static RunPlace place(long seed) {
    return new RunPlace("a", 1, 1, seed, (int) seed, 3);
  }

  private static RunFigures completed(double random, double trained) {
    return figures(RunOutcome.completed(10), random, trained, List.of());
  }

  private static RunFigures figures(
      RunOutcome outcome, double random, double trained, List<GuardFinding> findings) {
    return new RunFigures(
        "djl",
        "shapes",
        "by neighbours",
        outcome,
        Duration.ofMillis(1500),
        Accuracies.before(OptionalDouble.of(random), OptionalDouble.of(0.25))
            .withTrained(OptionalDouble.of(trained)),
        GainTest.run("0011", "0111"),
        findings);
  }
}
