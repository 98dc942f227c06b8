package dev.doppel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OutlineTest {

  /** A few roundings of doubles near 1. */
  private static final Offset<Double> EXACT = within(1e-14);

  @Test
  void disc_distance() {
    Outline disc = Outline.disc(1, 0, 2);

    assertThat(disc.distance(1, 0)).isCloseTo(-2, EXACT);
    assertThat(disc.distance(1, 5)).isCloseTo(3, EXACT);
  }

  @Test
  void box_distance() {
    Outline box = Outline.box(2, 1);

    assertThat(box.distance(0, 0)).isCloseTo(-1, EXACT);
    assertThat(box.distance(1.75, 0)).isCloseTo(-0.25, EXACT);
    assertThat(box.distance(0, -3)).isCloseTo(2, EXACT);
    assertThat(box.distance(5, 5)).isCloseTo(5, EXACT);
  }

  @Test
  void polygon_square_isABoxOnItsCorner() {
    Outline square = Outline.polygon(4, 1, 1);

    assertThat(square.distance(0, 0)).isCloseTo(-Math.sqrt(0.5), EXACT);
    assertThat(square.distance(2, 0)).isCloseTo(1, EXACT);
    assertThat(square.distance(1, 1)).isCloseTo(Math.sqrt(0.5), EXACT);
    assertThat(square.distance(-0.5, -0.25)).isCloseTo(-Math.sqrt(0.5) / 4, EXACT);
  }

  @Test
  void polygon_star_isNotConvex() {
    Outline star = Outline.polygon(10, 1, 0.4);
    double notch = Math.PI / 5;

    assertThat(star.distance(0.9, 0)).isNegative();
    assertThat(star.distance(0.9 * Math.cos(notch), 0.9 * Math.sin(notch))).isPositive();
  }

  @Test
  void or_without_shifted() {
    Outline left = Outline.disc(-1, 0, 1);
    Outline right = Outline.disc(1, 0, 1);

    assertThat(left.or(right).distance(1, 0)).isCloseTo(-1, EXACT);
    assertThat(left.without(left).distance(-1, 0)).isCloseTo(1, EXACT);
    assertThat(left.shifted(2, 0).distance(0.5, 0.25)).isCloseTo(right.distance(0.5, 0.25), EXACT);
  }

  @ParameterizedTest
  @EnumSource
  void figure_fitsTheUnitDisc_andFillsAGoodPartOfIt(Figure figure) {
    int inside = 0;
    int points = 0;
    for (double x = -1.5; x <= 1.5; x += 0.01) {
      for (double y = -1.5; y <= 1.5; y += 0.01) {
        boolean drawn = figure.outline().distance(x, y) < 0;
        boolean inDisc = x * x + y * y < 1.1 * 1.1;
        assertThat(drawn && !inDisc).as("(%f, %f)", x, y).isFalse();
        inside += drawn ? 1 : 0;
        points += inDisc ? 1 : 0;
      }
    }
    assertThat((double) inside / points).isBetween(0.2, 0.75);
  }
}
