package dev.doppel.cli.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class SeedMeanTest {

  @Test
  void of_seeds_hasTheDeviationOfASample() {
    SeedMean mean =
        SeedMean.of(
            List.of(
                OptionalDouble.of(0.2),
                OptionalDouble.empty(),
                OptionalDouble.of(0.4),
                OptionalDouble.of(0.6)));

    // A few roundings.
    assertThat(mean.mean().getAsDouble()).isCloseTo(0.4, within(1e-12));
    assertThat(mean.deviation().getAsDouble()).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void of_oneSeedOrNone_hasNoDeviation() {
    assertThat(SeedMean.of(List.of(OptionalDouble.of(0.3))))
        .isEqualTo(new SeedMean(OptionalDouble.of(0.3), OptionalDouble.empty()));
    assertThat(SeedMean.of(List.of(OptionalDouble.empty())))
        .isEqualTo(new SeedMean(OptionalDouble.empty(), OptionalDouble.empty()));
  }
}
