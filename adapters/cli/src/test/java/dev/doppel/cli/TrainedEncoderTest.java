package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with the encoder of a run. */
final class TrainedEncoderTest {

  private static final int IMAGES = 64;

  @TempDir static Path folder;

  private static String accuracy;

  @BeforeAll
  static void train() {
    CommandRun run = CommandRun.train(folder.resolve("run"));
    assertThat(run.status()).as(run.err()).isZero();
    accuracy = run.out().replaceAll("(?s).*BYOL ([\\d.]+ %).*", "$1");
  }

  @Test
  void evaluate_sameData_measuresTheSameAsTraining() {
    CommandRun run = CommandRun.of("evaluate", "--run", run());

    assertThat(run.status()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines)
        .hasSize(3)
        .contains("weighted k-nearest neighbours (k = 20, T = 0.07): " + accuracy);
    assertThat(lines.get(0))
        .isEqualTo("bank: 64 of 64 training images, queries: 12 of 12 test images");
    assertThat(lines.get(2)).matches("linear probe: [\\d.]+ %");
  }

  @Test
  void evaluate_settings_areUsed() {
    CommandRun run =
        CommandRun.of(
            "evaluate", "--run", run(), "--preset", "lightly", "--k", "5", "--no-linear-probe");

    assertThat(run.out().lines().toList())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("weighted k-nearest neighbours (k = 5, T = 0.1): ");
  }

  @Test
  void embed_npyAndCsv_holdTheSameFeatures() throws IOException {
    Path array = folder.resolve("features.npy");
    Path table = folder.resolve("features.csv");
    CommandRun npy = CommandRun.of("embed", "--run", run(), "--output", array.toString());
    CommandRun csv = CommandRun.of("embed", "--run", run(), "--output", table.toString());

    assertThat(npy).isEqualTo(new CommandRun(0, "features of 64 images in " + array + "\n", ""));
    assertThat(csv).isEqualTo(new CommandRun(0, "features of 64 images in " + table + "\n", ""));
    List<String> rows = Files.readAllLines(table);
    assertThat(rows).hasSize(1 + IMAGES);
    int width = rows.get(0).split(",", -1).length - 2;
    byte[] bytes = Files.readAllBytes(array);
    assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
        .contains("'shape': (" + IMAGES + ", " + width + ")");
    ByteBuffer values = ByteBuffer.wrap(bytes, 128, bytes.length - 128);
    values.order(ByteOrder.LITTLE_ENDIAN);
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",", -1);
      for (int column = 0; column < width; column++) {
        assertThat(Float.parseFloat(cells[2 + column])).isEqualTo(values.getFloat());
      }
    }
    assertThat(values.hasRemaining()).isFalse();
  }

  @Test
  void embed_labelledImages_writesTheirLabelsToo() throws IOException {
    Path array = folder.resolve("test.npy");
    CommandRun.of("embed", "--run", run(), "--part", "test", "--output", array.toString());

    byte[] bytes = Files.readAllBytes(folder.resolve("test.labels.npy"));
    assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
        .contains("'descr': '<i4'", "'shape': (12,)");
  }

  @Test
  void embed_ownPictures_worksForFewerThanABatch() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    Pictures.write(images.resolve("a.png"), 30, 20);
    Files.writeString(images.resolve("b.png"), "no picture");
    Path table = folder.resolve("own.csv");
    CommandRun run =
        CommandRun.of("embed", "--run", run(), "--output", table.toString(), "data=" + images);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("1 of them could not be read, its features are NaN: ");
    List<String> rows = Files.readAllLines(table);
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0)).startsWith("index,label,name,f0,");
    assertThat(rows.get(1)).startsWith("0,,\"a.png\",").doesNotContain("NaN");
    assertThat(rows.get(2)).startsWith("1,,\"b.png\",NaN,NaN");

    Path array = folder.resolve("own.npy");
    CommandRun.of("embed", "--run", run(), "--output", array.toString(), "data=" + images);
    assertThat(folder.resolve("own.names.txt")).hasContent("a.png\nb.png");
    assertThat(folder.resolve("own.labels.npy")).doesNotExist();
  }

  @Test
  void evaluate_fewerImagesThanNeighbours_saysSo() {
    CommandRun run =
        CommandRun.of("evaluate", "--run", run(), "--no-linear-probe", "--preset", "lightly");

    assertThat(run.out())
        .contains("weighted k-nearest neighbours (k = 64, the whole bank, T = 0.1): ");
  }

  @Test
  void command_divergedEncoder_isRefused() {
    Path diverged = folder.resolve("diverged");
    CommandRun.train(
        diverged, "optimizer=sgd", "optimizer.learning-rate=1e30", "steps=40", "guards=non-finite");
    Path array = folder.resolve("diverged.npy");
    CommandRun evaluate = CommandRun.of("evaluate", "--run", diverged.toString());
    CommandRun embed =
        CommandRun.of("embed", "--run", diverged.toString(), "--output", array.toString());

    for (CommandRun run : List.of(evaluate, embed)) {
      assertThat(run.status()).isEqualTo(4);
      assertThat(run.err())
          .isEqualTo("doppel: the encoder diverged: its embeddings are not all numbers\n");
    }
    assertThat(array).doesNotExist();
  }

  @Test
  void embed_partThatIsNotThere_isRefused() throws IOException {
    Path images = Files.createDirectory(folder.resolve("few"));
    Pictures.write(images.resolve("a.png"), 16, 16);
    CommandRun run =
        CommandRun.of(
            "embed",
            "--run",
            run(),
            "--part",
            "test",
            "--output",
            folder.resolve("x.npy").toString(),
            "data=" + images);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("doppel: there is no part 'test' (--part) in ");
  }

  @Test
  void evaluate_brokenEncoderFile_isAStorageError() throws IOException {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.copy(folder.resolve("run/recipe.properties"), broken.resolve("recipe.properties"));
    Path file = Files.writeString(broken.resolve("encoder-0000.params"), "no parameters");
    CommandRun run = CommandRun.of("evaluate", "--run", broken.toString());

    assertThat(run.err())
        .isEqualTo(
            "doppel: cannot read encoder "
                + file
                + ": it is not a DJL model of backbone 'small-cnn'\n");
    assertThat(run.status()).isEqualTo(6);
  }

  @Test
  void evaluate_truncatedEncoderFile_saysSo() throws IOException {
    Path broken = Files.createDirectory(folder.resolve("truncated"));
    Files.copy(folder.resolve("run/recipe.properties"), broken.resolve("recipe.properties"));
    byte[] whole = Files.readAllBytes(folder.resolve("run/encoder-0000.params"));
    Path file = broken.resolve("encoder-0000.params");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    CommandRun run = CommandRun.of("evaluate", "--run", broken.toString());

    assertThat(run.err())
        .isEqualTo("doppel: cannot read encoder " + file + ": it ends too early\n");
    assertThat(run.status()).isEqualTo(6);
  }

  @Test
  void evaluate_settingsOfAnotherEncoder_saysWhatDiffers() {
    CommandRun run = CommandRun.of("evaluate", "--run", run(), "data.channels=1");

    assertThat(run.err())
        .startsWith("doppel: cannot read encoder ")
        .endsWith(
            ": its parameter '01Conv2d_weight' is (32, 3, 5, 5), but (32, 1, 5, 5) in backbone"
                + " 'small-cnn' for images of 1 x 16 x 16; leave settings as they were trained\n");
    assertThat(run.status()).isEqualTo(6);
  }

  private static String run() {
    return folder.resolve("run").toString();
  }
}
