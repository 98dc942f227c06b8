package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainCommandTest {

  @TempDir Path folder;

  @Test
  void train_labelledImages_writesTheFolderAndEndsWithTheAccuracies() throws IOException {
    Path output = folder.resolve("run");
    CommandRun run = CommandRun.train(output);

    assertThat(run.status()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(lines.size() - 2))
        .matches("kNN accuracy: random encoder [\\d.]+ %, pixels [\\d.]+ %, BYOL [\\d.]+ %");
    assertThat(lines.get(lines.size() - 1))
        .matches(
            "Random encoder with calibrated batch norm: [\\d.]+ %; training adds -?[\\d.]+ points to"
                + " that");
    assertThat(output.toFile().list())
        .containsExactlyInAnyOrder(
            "recipe.properties",
            "metrics.csv",
            "encoder-0000.params",
            "summary.json",
            "report.html");
    List<String> rows = Files.readAllLines(output.resolve("metrics.csv"));
    assertThat(rows).hasSize(5).first().asString().startsWith("step,loss,");
    assertThat(rows.get(1)).startsWith("0,");
    assertThat(rows.get(4)).startsWith("3,");
    assertThat(Files.readString(output.resolve("summary.json")))
        .startsWith("{\"method\": \"byol\", ")
        .containsPattern("\"knn-accuracy-random-encoder-calibrated\": [\\d.]+,")
        .contains("\"ending\": \"completed\"", "\"steps\": 4", "\"device\": \"cpu\"");
    assertThat(Files.readString(output.resolve("report.html")))
        .contains("completed 4 steps", "<img alt=\"view 2\"", "\"name\": \"loss\"");
  }

  @Test
  void train_resolvedRecipeAgain_takesTheSameSteps() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    CommandRun.train(first);
    CommandRun run =
        CommandRun.of(
            "train",
            "--config",
            first.resolve("recipe.properties").toString(),
            "--output",
            second.toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(second.resolve("metrics.csv")).hasSameTextualContentAs(first.resolve("metrics.csv"));
  }

  @Test
  void train_noLabels_saysWhyNothingWasMeasured() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (String name : List.of("a.png", "b.png", "c.png")) {
      Pictures.write(images.resolve(name), 16, 16);
    }
    CommandRun run =
        CommandRun.of(
            "train",
            "--recipe",
            "byol",
            "--output",
            folder.resolve("run").toString(),
            "data=" + images,
            "image-size=16",
            "batch-size=3",
            "steps=2",
            "optimizer.warmup-steps=1");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .endsWith(
            "kNN accuracy not measured: the images have no labels, or there is but one class\n");
  }

  @Test
  void train_labelsLeftOut_measuresNothing() {
    CommandRun run =
        CommandRun.train(
            folder.resolve("run"), "data=shapes", "data.labels=none", "data.count=40", "steps=2");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .endsWith(
            "kNN accuracy not measured: the images have no labels, or there is but one class\n");
  }

  @Test
  void train_brokenImage_isLeftOutAndCounted() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (String name : List.of("a.png", "b.png", "c.png", "d.png", "e.png")) {
      Pictures.write(images.resolve(name), 16, 16);
    }
    Path broken = Files.writeString(images.resolve("f.png"), "no picture");
    CommandRun run =
        CommandRun.of(
            "train",
            "--recipe",
            "byol",
            "--output",
            folder.resolve("run").toString(),
            "data=" + images,
            "image-size=16",
            "batch-size=3",
            "steps=4");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("1 image could not be read and was left out: cannot read image ")
        .contains(broken.toString());
  }

  @Test
  void train_divergence_isStoppedByAGuardWithEverythingWritten() {
    Path output = folder.resolve("run");
    CommandRun run =
        CommandRun.train(
            output,
            "optimizer=sgd",
            "optimizer.learning-rate=1e30",
            "steps=40",
            "guards=non-finite");

    assertThat(run.status()).as(run.out()).isEqualTo(4);
    assertThat(run.err().lines().reduce((first, last) -> last).orElseThrow())
        .startsWith("doppel: non-finite at step ")
        .contains("divergence");
    assertThat(run.out()).contains("stopped by a guard after ", " of 40 steps");
    assertThat(output.resolve("report.html")).content().contains("stopped-by-guard");
    assertThat(output.resolve("encoder-0000.params")).exists();
  }

  @Test
  void train_dryRun_writesNothing() {
    Path output = folder.resolve("run");
    CommandRun run = CommandRun.train(output, "--dry-run");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .contains(
            "  4 steps of 16 images, guards: feature-std, effective-rank, non-finite",
            "estimates from 2 steps after one to warm up:",
            "  steps = 4",
            "  target-update = ema");
    assertThat(run.out())
        .containsPattern("(?m)^  a step takes [\\d.]+ s, 4 of them \\S+ s$")
        .containsPattern("(?m)^  memory: ");
    assertThat(output).doesNotExist();
  }

  @Test
  void train_recipeOfTheDistribution_isFoundByItsName() throws IOException {
    Files.writeString(
        folder.resolve("tiny.properties"),
        """
        # A tiny run.
        recipe = simsiam
        data = shapes
        data.size = 16
        data.count = 32
        batch-size = 16
        steps = 2
        """);
    CommandRun run =
        CommandRun.of(
            new Storage(),
            Optional.of(folder),
            "train",
            "--recipe",
            "tiny",
            "--output",
            folder.resolve("run").toString(),
            "steps=1");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("completed 1 step in ", ", simsiam ");
  }
}
