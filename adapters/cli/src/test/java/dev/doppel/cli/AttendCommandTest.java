package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with a vision transformer of a run. */
final class AttendCommandTest {

  @TempDir static Path folder;

  private static String accuracy;

  @BeforeAll
  static void train() {
    CommandRun run =
        CommandRun.train(
            folder.resolve("run"),
            "backbone=vit-tiny",
            "backbone.patch-size=4",
            "backbone.depth=2",
            "backbone.width=24",
            "backbone.heads=2");
    assertThat(run.status()).as(run.err()).isZero();
    accuracy = run.out().replaceAll("(?s).*BYOL ([\\d.]+ %).*", "$1");
  }

  @Test
  void train_visionTransformer_showsItsAttentionInTheReport() throws IOException {
    String page = Files.readString(folder.resolve("run/report.html"));

    assertThat(page).contains("<h2>Attention</h2>", "where the class token of vit-tiny looks");
    assertThat(page.split("<img alt=\"head-1\"", -1)).hasSize(1 + 4);
    assertThat(page.split("<img alt=\"mask-average\"", -1)).hasSize(1 + 4);
  }

  @Test
  void evaluate_visionTransformer_measuresTheSameAsTraining() {
    CommandRun run = CommandRun.of("evaluate", "--run", run());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("weighted k-nearest neighbours (k = 20, T = 0.07): " + accuracy)
        .containsPattern("linear probe: [\\d.]+ %");
  }

  @Test
  void attend_filesAndPlacesInTheData_drawsEach() throws IOException {
    Path picture = folder.resolve("wide.png");
    Pictures.write(picture, 40, 20);
    CommandRun run = attend(picture.toString(), "test:11", "train:0", "device=cpu");

    Path output = folder.resolve("run/attention");
    assertThat(run)
        .isEqualTo(
            new CommandRun(
                0,
                Stream.of("wide", "test-11", "train-0")
                    .map(name -> "attention: " + output.resolve(name + ".png") + "\n")
                    .reduce("", String::concat),
                ""));
    assertThat(output.toFile().list()).hasSize(3 * 8 + 1);
    String weights = Files.readString(output.resolve("attention.json"));
    assertThat(weights)
        .startsWith(
            "{\"method\": \"byol\", \"backbone\": \"vit-tiny\", \"image-size\": 16, \"patch-size\":"
                + " 4, \"heads\": 2, \"mass\": 0.6, \"images\": [{\"image\": ");
    Matcher lists = Pattern.compile("\"(?:head-\\d|average)\": \\[([^]]*)]").matcher(weights);
    List<double[]> maps =
        lists
            .results()
            .map(match -> Stream.of(match.group(1).split(", ")).mapToDouble(Double::parseDouble))
            .map(numbers -> numbers.toArray())
            .toList();
    assertThat(maps).hasSize(3 * 3);
    for (double[] map : maps) {
      assertThat(map).hasSize(16);
      double sum = Arrays.stream(map).sum();
      // A softmax over the patches and the class token, whose weight is left out.
      assertThat(sum).isGreaterThan(0.5).isLessThan(1);
    }
  }

  @Test
  void attend_size_interpolatesPositions() throws IOException {
    Path output = folder.resolve("large");
    CommandRun run = attend("test:0", "--size", "24", "--mass", "1", "--output", output.toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(output.resolve("attention.json"))
        .content()
        .contains("\"image-size\": 24", "\"grid\": 6", "\"mass\": 1.0");
    assertThat(output.resolve("test-0-mask-head-1.png"))
        .hasBinaryContent(Files.readAllBytes(output.resolve("test-0-image.png")));
  }

  @Test
  void attend_sizeThatPatchesDoNotDivide_isRefused() {
    assertRefused(
        2,
        "patches of 4 pixels do not divide images of 18 pixels; name a multiple of 4 (--size)",
        "test:0",
        "--size",
        "18");
    assertRefused(
        2,
        "patches of 4 pixels do not divide images of 0 pixels; name a multiple of 4 (--size)",
        "test:0",
        "--size",
        "0");
  }

  @Test
  void attend_massOutOfRange_isRefused() {
    assertRefused(
        2, "the share of the mass must be in (0, 1], not 1.5 (--mass)", "test:0", "--mass", "1.5");
  }

  @Test
  void attend_imageThatIsNotThere_isRefused() {
    assertRefused(2, "there is no image 'test:12'; those of part 'test' are 0 to 11", "test:12");
    assertRefused(3, "cannot read image 'absent.png': no such file", "test:1", "absent.png");
    assertRefused(
        2,
        "no image is named; name PNG or JPEG files, or images of the data such as test:12",
        "device=cpu");
  }

  @Test
  void attend_unreadableImage_writesNothing() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");

    assertRefused(
        3,
        "cannot read image '" + broken + "': it is neither PNG nor JPEG",
        "test:1",
        broken.toString());
  }

  @Test
  void attend_otherBackbone_namesThoseThatHaveAttention() {
    Path other = folder.resolve("cnn");
    CommandRun trained = CommandRun.train(other, "steps=1");
    assertThat(trained.status()).as(trained.err()).isZero();
    CommandRun run = CommandRun.of("attend", "--run", other.toString(), "test:0");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "doppel: the run's backbone 'small-cnn' has no attention to show on backend 'djl'"
                + " (--run); these have: vit-base, vit-small, vit-tiny\n");
    assertThat(other.resolve("attention")).doesNotExist();
    assertThat(other.resolve("report.html")).content().doesNotContain("<h2>Attention</h2>");
  }

  @Test
  void attend_outputThatIsAFile_isAStorageError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    CommandRun run = attend("test:0", "--output", file.toString());

    assertThat(run.status()).isEqualTo(6);
    assertThat(run.err()).startsWith("doppel: cannot write '" + file + "'");
    assertThat(file).hasContent("mine");
  }

  private static void assertRefused(int status, String message, String... arguments) {
    Path output = folder.resolve("refused");
    String[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--output", output.toString()))
            .toArray(String[]::new);

    assertThat(attend(all)).isEqualTo(new CommandRun(status, "", "doppel: " + message + "\n"));
    assertThat(output).doesNotExist();
  }

  private static CommandRun attend(String... arguments) {
    return CommandRun.of(
        new Storage(),
        Optional.empty(),
        Stream.concat(Stream.of("attend", "--run", run()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static String run() {
    return folder.resolve("run").toString();
  }
}
