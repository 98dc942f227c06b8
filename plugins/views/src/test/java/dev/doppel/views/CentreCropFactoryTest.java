package dev.doppel.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewTarget;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CentreCropFactoryTest {

  @Test
  void apply_wideImage_resamplesTheMiddleSquare() {
    Image image = Expectation.pattern(3, 8, 40, 1);
    Image expected = Resampler.resample(image, new CropBox(0, 16, 8, 8), 5, Interpolation.BICUBIC);

    Image result = create(5).apply(image, Operations.NO_CHANCE);

    assertThat(result.pixels()).containsExactly(expected.pixels());
  }

  @Test
  void apply_squareOfTheRightSize_givesTheSameValues() {
    Image image = Expectation.pattern(1, 9, 9, 1);

    Image result = create(9).apply(image, Operations.NO_CHANCE);

    assertThat(result.pixels()).isNotSameAs(image.pixels()).containsExactly(image.pixels());
  }

  private static ViewOperation create(int size) {
    return Operations.create(new CentreCropFactory(), Map.of(), new ViewTarget(3, size));
  }
}
