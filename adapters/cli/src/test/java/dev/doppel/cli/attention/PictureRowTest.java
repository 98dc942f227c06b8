package dev.doppel.cli.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.view.Image;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PictureRowTest {

  @Test
  void enlarged_smallPicture_hasSquaresForPixels() {
    Image small = new Image(3, 2, 2, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    Image large = PictureRow.enlarged(small);

    assertThat(large.height()).isEqualTo(224);
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < 224; y++) {
        for (int x = 0; x < 224; x++) {
          assertThat(large.pixels()[(channel * 224 + y) * 224 + x])
              .isEqualTo(channel * 4 + y / 112 * 2 + x / 112);
        }
      }
    }
  }

  @Test
  void enlarged_largePicture_isLeftAsItIs() {
    Image large = new Image(1, 224, 224, new float[224 * 224]);

    assertThat(PictureRow.enlarged(large)).isSameAs(large);
    assertThat(PictureRow.enlarged(new Image(1, 100, 100, new float[10_000])).height())
        .isEqualTo(300);
  }

  @Test
  void of_pictures_standSideBySideOnWhite() {
    Image first = new Image(1, 2, 2, new float[] {0.1f, 0.2f, 0.3f, 0.4f});
    Image second = new Image(1, 2, 2, new float[] {0.5f, 0.6f, 0.7f, 0.8f});

    assertThat(PictureRow.of(List.of(first, second)))
        .satisfies(row -> assertThat(row.height()).isEqualTo(2))
        .satisfies(row -> assertThat(row.width()).isEqualTo(12))
        .extracting(Image::pixels)
        .isEqualTo(
            new float[] {
              0.1f, 0.2f, 1, 1, 1, 1, 1, 1, 1, 1, 0.5f, 0.6f, //
              0.3f, 0.4f, 1, 1, 1, 1, 1, 1, 1, 1, 0.7f, 0.8f
            });
  }
}
