package dev.doppel.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ColorJitterTest {

  private static final long SEED = 5;
  private static final int DRAWS = 10_000;

  @Test
  void draw_parameters_areUniformInTheirRanges() {
    assertUniform(Jitter::brightness, 0.6, 1.4);
    assertUniform(Jitter::contrast, 0.7, 1.3);
    // A spread above 1 does not make factors negative.
    assertUniform(Jitter::saturation, 0, 2.5);
    assertUniform(Jitter::hue, -0.1, 0.1);
  }

  private static void assertUniform(ToDoubleFunction<Jitter> parameter, double least, double most) {
    double width = most - least;
    double[] values = draws(new ColorJitter(0.4, 0.3, 1.5, 0.1)).mapToDouble(parameter).toArray();
    // Of 10,000 uniform values in [0, 1], the mean deviates by 0.0029, times 5; an end is missed
    // by more than 0.002 with a probability of 2e-9.
    assertThat(DoubleStream.of(values).average().orElseThrow())
        .as("seed %d", SEED)
        .isCloseTo((least + most) / 2, within(0.0145 * width));
    // Parameters are floats: one ulp of 2.5 beside the end.
    assertThat(DoubleStream.of(values).min().orElseThrow())
        .as("seed %d", SEED)
        .isBetween(least - 3e-7, least + 0.002 * width);
    assertThat(DoubleStream.of(values).max().orElseThrow())
        .as("seed %d", SEED)
        .isBetween(most - 0.002 * width, most + 3e-7);
  }

  @Test
  void draw_order_isEachPermutationAlike() {
    Map<List<Adjustment>, Integer> counts = new HashMap<>();
    draws(new ColorJitter(0.4, 0.4, 0.2, 0.1))
        .forEach(jitter -> counts.merge(jitter.order(), 1, Integer::sum));

    // 24 orders, 417 draws of each, which deviates by 20, times 5.
    assertThat(counts).as("seed %d", SEED).hasSize(24);
    assertThat(counts.values())
        .as("seed %d", SEED)
        .allSatisfy(count -> assertThat(count).isBetween(317, 517));
  }

  @Test
  void draw_spreadOfZero_leavesTheAdjustmentOut() {
    assertThat(draws(new ColorJitter(0, 0.4, 0, 0.1)).limit(20))
        .allSatisfy(
            jitter ->
                assertThat(jitter.order())
                    .containsExactlyInAnyOrder(Adjustment.CONTRAST, Adjustment.HUE));
  }

  @Test
  void apply_sameSeed_sameResultInPlace() {
    ViewOperation jitter =
        Operations.create(new ColorJitterFactory(), Map.of(), new ViewTarget(3, 9));
    Image image = Expectation.pattern(3, 9, 9, 1);
    Image copy = image.copy();
    Image other = image.copy();

    Image result = jitter.apply(image, new SplittableRandom(SEED));
    jitter.apply(copy, new SplittableRandom(SEED));
    jitter.apply(other, new SplittableRandom(SEED + 1));

    assertThat(result).isSameAs(image);
    assertThat(image.pixels()).containsExactly(copy.pixels()).isNotEqualTo(other.pixels());
  }

  private static Stream<Jitter> draws(ColorJitter jitter) {
    SplittableRandom random = new SplittableRandom(SEED);
    return Stream.generate(() -> jitter.draw(random)).limit(DRAWS);
  }
}
