package dev.doppel.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewTarget;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GaussianBlurFactoryTest {

  private static final long SEED = 3;

  @ParameterizedTest
  @CsvSource({"0, 224, 11", "0, 96, 4", "0, 32, 1", "0, 28, 1", "0, 8, 1", "1, 32, 0", "7, 32, 3"})
  void radius_kernelSizeAndView_isHalfTheOddKernel(long kernelSize, int viewSize, int radius) {
    assertThat(GaussianBlurFactory.radius(kernelSize, viewSize)).isEqualTo(radius);
  }

  @Test
  void apply_oneSigma_blursAsTheKernelDoes() {
    ViewOperation blur =
        Operations.create(
            new GaussianBlurFactory(),
            Map.of("minimum-sigma", "1.5", "maximum-sigma", "1.5", "kernel-size", "5"),
            new ViewTarget(3, 9));
    Image image = Expectation.pattern(3, 9, 9, 1);
    Image expected = image.copy();
    BlurKernel.of(1.5, 2).blur(expected);

    Image result = blur.apply(image, new SplittableRandom(SEED));

    assertThat(result).isSameAs(image);
    assertThat(image.pixels()).containsExactly(expected.pixels());
  }

  @Test
  void apply_rangeOfSigmas_drawsThemFromTheGenerator() {
    ViewOperation blur =
        Operations.create(new GaussianBlurFactory(), Map.of(), new ViewTarget(1, 32));
    Image image = Expectation.pattern(1, 32, 32, 1);

    Image first = blur.apply(image.copy(), new SplittableRandom(SEED));
    Image second = blur.apply(image.copy(), new SplittableRandom(SEED));
    Image other = blur.apply(image.copy(), new SplittableRandom(SEED + 1));

    assertThat(first.pixels()).containsExactly(second.pixels()).isNotEqualTo(other.pixels());
  }

  @Test
  void problems_evenKernelAndReversedSigmas_namesBoth() {
    GaussianBlurFactory factory = new GaussianBlurFactory();
    Options options =
        Options.parse(
            factory.options(),
            Map.of("minimum-sigma", "3", "maximum-sigma", "2", "kernel-size", "4"));

    assertThat(factory.problems(options))
        .containsExactly(
            "'minimum-sigma' = 3 is above 'maximum-sigma' = 2",
            "'kernel-size' = 4 must be odd, or 0 for automatic");
  }
}
