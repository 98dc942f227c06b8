package dev.doppel.cli.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.training.AttentionMaps;
import dev.doppel.spi.view.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttentionWriterTest {

  private static final AttentionMaps MAPS =
      new AttentionMaps(
          2, 2, new float[][][] {{{0.5f, 0.25f, 0, 0.125f}, {0, 0.25f, 0.5f, 0.125f}}});

  @TempDir Path folder;

  @Test
  void write_figure_leavesARowAndEachPictureAndTheWeights() throws IOException {
    Path target = folder.resolve("new/attention");
    List<Path> rows = write(target, "photos/cat.jpg");

    assertThat(rows).containsExactly(target.resolve("cat.png"));
    assertThat(target.toFile().list())
        .containsExactlyInAnyOrder(
            "cat.png",
            "cat-image.png",
            "cat-head-0.png",
            "cat-head-1.png",
            "cat-average.png",
            "cat-mask-head-0.png",
            "cat-mask-head-1.png",
            "cat-mask-average.png",
            "attention.json");
    BufferedImage row = ImageIO.read(rows.get(0).toFile());
    // Image, two heads, average and mask, with four gaps.
    assertThat(row.getWidth()).isEqualTo(5 * 224 + 4 * 8);
    assertThat(row.getHeight()).isEqualTo(224);
    // Half of 0.875 is in the first patch, which the mask of the first head leaves white.
    BufferedImage mask = ImageIO.read(target.resolve("cat-mask-head-0.png").toFile());
    assertThat(mask.getRGB(0, 0)).isEqualTo(0xffffffff);
    assertThat(mask.getRGB(223, 0)).isEqualTo(0xff333333);
    assertThat(target.resolve("attention.json"))
        .content()
        .isEqualTo(
            "{\"backbone\": \"vit-tiny\", \"mass\": 0.5, \"images\": [{\"image\":"
                + " \"photos/cat.jpg\", \"name\": \"cat\", \"grid\": 2, \"head-0\": [0.5, 0.25, 0.0,"
                + " 0.125], \"head-1\": [0.0, 0.25, 0.5, 0.125], \"average\": [0.25, 0.25, 0.25,"
                + " 0.125]}]}\n");
  }

  @Test
  void write_imagesOfOneName_getNumbers() {
    List<Path> rows =
        write(folder, "a/cat.jpg", "b/cat.png", "test:12", "cat-2", ".hidden", "dog.mask", "dog");

    assertThat(rows)
        .extracting(row -> row.getFileName().toString())
        .containsExactly(
            "cat.png",
            "cat-2.png",
            "test-12.png",
            "cat-2-2.png",
            ".hidden.png",
            "dog.png",
            "dog-2.png");
  }

  /** "dog" has a picture "dog-head-0", which is also what another image is called. */
  @Test
  void write_nameOfAnothersPicture_getsANumber() {
    assertThat(write(folder, "dog.png", "dog-head-0.png"))
        .extracting(row -> row.getFileName().toString())
        .containsExactly("dog.png", "dog-head-0-2.png");
    assertThat(folder.toFile().list()).hasSize(2 * 8 + 1);
  }

  @Test
  void finite_weightThatIsNoNumber_isSeen() {
    AttentionMaps broken = new AttentionMaps(1, 1, new float[][][] {{{Float.NaN}}});

    assertThat(figure(broken).finite()).isFalse();
    assertThat(figure(MAPS).finite()).isTrue();
  }

  private static List<Path> write(Path target, String... names) {
    List<AttentionFigure> figures = Arrays.stream(names).map(name -> figure(MAPS)).toList();
    try {
      return new AttentionWriter(target, 0.5, new Storage())
          .write(figures, List.of(names), Map.of("backbone", "vit-tiny"));
    } finally {
      assertThat(Files.exists(target.resolve(".attention.json.part"))).isFalse();
    }
  }

  private static AttentionFigure figure(AttentionMaps maps) {
    float[] white = new float[16];
    Arrays.fill(white, 1);
    return AttentionFigure.of(new Image(1, 4, 4, white), maps, 0);
  }
}
