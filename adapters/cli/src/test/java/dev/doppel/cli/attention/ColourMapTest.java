package dev.doppel.cli.attention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ColourMapTest {

  @Test
  void colour_higherNumber_isLighter() {
    double before = -1;
    for (int hundredth = 0; hundredth <= 100; hundredth++) {
      double luma = luma(ColourMap.colour(hundredth / 100.0));
      assertThat(luma).as("at %d / 100", hundredth).isGreaterThan(before);
      before = luma;
    }
  }

  @Test
  void colour_outsideTheRange_isThatOfTheEnd() {
    assertThat(ColourMap.colour(-3)).isEqualTo(ColourMap.colour(0));
    assertThat(ColourMap.colour(1.5)).isEqualTo(ColourMap.colour(1));
    assertThat(ColourMap.colour(0.5)).containsExactly(0.70f, 0.18f, 0.42f);
  }

  /** ITU-R BT.601. */
  private static double luma(float[] colour) {
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2];
  }
}
