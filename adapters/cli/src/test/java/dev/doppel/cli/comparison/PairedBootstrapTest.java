package dev.doppel.cli.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PairedBootstrapTest {

  @Test
  void of_manyImages_isTheNormalIntervalOfTheirMean() {
    Random random = new Random(7);
    double[] differences = new double[4_000];
    Arrays.setAll(
        differences, image -> random.nextInt(10) < 2 ? 1 : random.nextInt(10) < 1 ? -1 : 0);
    double mean = Arrays.stream(differences).average().orElseThrow();
    double variance =
        Arrays.stream(differences).map(each -> (each - mean) * (each - mean)).sum() / 4_000;
    double half = 1.96 * Math.sqrt(variance / 4_000);
    PairedBootstrap interval = PairedBootstrap.of(differences);

    // A quantile of 2,000 draws varies by 4 % of the half width; four such deviations.
    assertThat(interval.low()).as("seed 7").isCloseTo(mean - half, within(0.16 * half));
    assertThat(interval.high()).as("seed 7").isCloseTo(mean + half, within(0.16 * half));
    assertThat(interval.excludesZero()).isTrue();
  }

  @Test
  void of_sameDifferences_isTheSame() {
    double[] differences = {1, 0, -1, 1, 0, 0, 1};

    assertThat(PairedBootstrap.of(differences)).isEqualTo(PairedBootstrap.of(differences.clone()));
  }

  @Test
  void of_equalDifferences_isAPoint() {
    assertThat(PairedBootstrap.of(new double[] {-1, -1, -1}))
        .isEqualTo(new PairedBootstrap(-1, -1))
        .satisfies(interval -> assertThat(interval.excludesZero()).isTrue());
    assertThat(PairedBootstrap.of(new double[5]).excludesZero()).isFalse();
  }

  @Test
  void of_asManyGainedAsLost_includesZero() {
    assertThat(PairedBootstrap.of(new double[] {1, -1, 1, -1, 0, 0}).excludesZero()).isFalse();
  }

  @Test
  void of_noImage_isRefused() {
    assertThatThrownBy(() -> PairedBootstrap.of(new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an interval needs at least one image");
  }
}
