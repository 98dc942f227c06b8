package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with data on disk: each with its message and exit status. */
final class BadDataTest {

  @TempDir Path folder;

  @Test
  void train_missingDataPath_isADataError() {
    Path absent = folder.resolve("absent");

    assertThat(CommandRun.of("train", "--recipe", "byol", "data=" + absent))
        .isEqualTo(
            new CommandRun(
                3,
                "",
                "doppel: "
                    + "data path '"
                    + absent
                    + "' does not exist; expected a file, a folder or the word 'shapes'"
                    + "\n"));
  }

  @Test
  void train_emptyFolder_isADataError() {
    CommandRun run = CommandRun.of("train", "--recipe", "byol", "data=" + folder);

    assertThat(run.err()).startsWith("doppel: folder '" + folder + "' is empty\n");
    assertThat(run.status()).isEqualTo(3);
  }

  @Test
  void train_truncatedGzip_isADataError() throws IOException {
    Path file = folder.resolve("train-images-idx3-ubyte.gz");
    byte[] whole = packedImages(100);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    CommandRun run = CommandRun.of("train", "--recipe", "byol", "data=" + folder);

    assertThat(run.err())
        .isEqualTo(
            "doppel: '"
                + file
                + "' is truncated: expected 78,400 bytes for 100 images of 28x28, found 238\n");
    assertThat(run.status()).isEqualTo(3);
  }

  @Test
  void train_imagesOfUnequalSize_asksForASize() throws IOException {
    Pictures.write(folder.resolve("wide.png"), 20, 10);
    Pictures.write(folder.resolve("narrow.png"), 10, 20);
    CommandRun run =
        CommandRun.of("train", "--recipe", "byol", "data=" + folder, "batch-size=2", "steps=2");

    assertThat(run.err())
        .isEqualTo(
            """
            doppel: 1 problem in recipe (--recipe, command line):
              image-size  must be set, since the images differ in size: recipe 'byol' is either \
            byol-imagenet or byol-small-image
            """);
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void train_brokenImageAndStrict_isADataError() throws IOException {
    Pictures.write(folder.resolve("a.png"), 16, 16);
    Pictures.write(folder.resolve("b.png"), 16, 16);
    Path broken = Files.writeString(folder.resolve("c.png"), "no picture");
    CommandRun run =
        CommandRun.of(
            "train",
            "--recipe",
            "byol",
            "--strict",
            "--output",
            folder.resolve("run").toString(),
            "data=" + folder,
            "image-size=16",
            "batch-size=3",
            "steps=2");

    assertThat(run.err().lines().reduce((first, last) -> last).orElseThrow())
        .startsWith("doppel: cannot read image ")
        .contains(broken.toString());
    assertThat(run.status()).isEqualTo(3);
  }

  /** Gray images of 28x28 as an IDX file, packed by gzip. */
  private static byte[] packedImages(int count) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(ByteBuffer.allocate(16).putInt(0x803).putInt(count).putInt(28).putInt(28).array());
      byte[] pixels = new byte[count * 28 * 28];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (31 * i);
      }
      out.write(pixels);
    }
    return packed.toByteArray();
  }
}
