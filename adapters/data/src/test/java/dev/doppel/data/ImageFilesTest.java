package dev.doppel.data;

import static dev.doppel.data.TestFiles.plain;
import static dev.doppel.data.TestFiles.png;
import static dev.doppel.data.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.spi.view.Image;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageFilesTest {

  @TempDir private Path folder;

  @Test
  void read_file_hasTheChannelsAskedFor() throws IOException {
    Path file = write(folder.resolve("picture.txt"), png(plain(3, 2, 0xffffff)));

    for (int channels : new int[] {1, 3}) {
      Image image = ImageFiles.read(file, channels);
      assertThat(image.channels()).isEqualTo(channels);
      assertThat(image.height()).isEqualTo(2);
      assertThat(image.width()).isEqualTo(3);
      // White, but for one rounding of the weights of gray.
      for (float pixel : image.pixels()) {
        assertThat(pixel).isBetween(0.9999999f, 1f);
      }
    }
  }

  @Test
  void read_nothingThere_saysSo() {
    Path file = folder.resolve("absent.png");

    assertThatExceptionOfType(UnreadableImageException.class)
        .isThrownBy(() -> ImageFiles.read(file, 3))
        .withMessage("cannot read image '" + file + "': no such file");
  }
}
