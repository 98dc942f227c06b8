package dev.doppel.cli.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.view.Image;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PatchOverlayTest {

  /** A few roundings of numbers up to 1. */
  private static final float ROUNDING = 1e-6f;

  @Test
  void masked_patches_coverTheirPixelsRowByRow() {
    Image image = gray(6, 1);
    // Patches of two pixels; the second of the first row and the first of the last.
    boolean[] kept = {false, true, false, false, false, false, true, false, false};
    Image masked = new PatchOverlay(image, 3).masked(kept);

    assertThat(masked.channels()).isEqualTo(3);
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 6; x++) {
        boolean inside = (y < 2 && x >= 2 && x < 4) || (y >= 4 && x < 2);
        for (int channel = 0; channel < 3; channel++) {
          assertThat(masked.pixels()[(channel * 6 + y) * 6 + x])
              .as("row %d, column %d", y, x)
              .isEqualTo(inside ? 1 : 0.2f);
        }
      }
    }
  }

  @Test
  void heat_highestWeight_hasTheLightestColour() {
    Image heat = new PatchOverlay(gray(4, 0.5f), 2).heat(new float[] {0.02f, 0.01f, 0, 0.005f});

    for (int channel = 0; channel < 3; channel++) {
      assertThat(pixel(heat, channel, 0, 0))
          .isCloseTo(0.2f + 0.6f * ColourMap.colour(1)[channel], within(ROUNDING));
      assertThat(pixel(heat, channel, 1, 3))
          .isCloseTo(0.2f + 0.6f * ColourMap.colour(0.5)[channel], within(ROUNDING));
      assertThat(pixel(heat, channel, 3, 1))
          .isCloseTo(0.2f + 0.6f * ColourMap.colour(0)[channel], within(ROUNDING));
    }
  }

  @Test
  void heat_colourImage_liesOverItsGray() {
    Image image = new Image(3, 1, 1, new float[] {1, 0, 0});
    Image heat = new PatchOverlay(image, 1).heat(new float[] {1});

    for (int channel = 0; channel < 3; channel++) {
      assertThat(heat.pixels()[channel])
          .isCloseTo(0.4f * 0.299f + 0.6f * ColourMap.colour(1)[channel], within(ROUNDING));
    }
  }

  @Test
  void heat_noWeightAtAll_isDarkAndANumber() {
    Image heat = new PatchOverlay(gray(2, 0), 2).heat(new float[4]);

    assertThat(pixel(heat, 2, 1, 1)).isCloseTo(0.6f * ColourMap.colour(0)[2], within(ROUNDING));
  }

  @Test
  void plain_colourImage_isUnchanged() {
    float[] pixels = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1, 0, 0.5f};
    Image plain = new PatchOverlay(new Image(3, 2, 2, pixels), 1).plain();

    assertThat(plain.pixels()).isEqualTo(pixels).isNotSameAs(pixels);
  }

  @Test
  void create_patchesThatDoNotDivide_isRefused() {
    assertThatThrownBy(() -> new PatchOverlay(gray(5, 0), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 x 2 patches do not divide an image of 5 x 5");
  }

  private static float pixel(Image image, int channel, int y, int x) {
    return image.pixels()[(channel * image.height() + y) * image.width() + x];
  }

  private static Image gray(int size, float value) {
    float[] pixels = new float[size * size];
    Arrays.fill(pixels, value);
    return new Image(1, size, size, pixels);
  }
}
