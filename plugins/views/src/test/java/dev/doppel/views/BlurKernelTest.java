package dev.doppel.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.view.Image;
import org.junit.jupiter.api.Test;

final class BlurKernelTest {

  @Test
  void blur_fixedParameters_equalsTorchvision() {
    for (Expectation expectation : Expectation.of("blur")) {
      Image image = expectation.input();

      BlurKernel.of(expectation.decimal(1), expectation.whole(0)).blur(image);

      expectation.check(image);
    }
  }

  @Test
  void blur_kernelLargerThanTheImage_keepsTheMeanOfAFlatOne() {
    Image image = new Image(1, 2, 1, new float[] {0.25f, 0.25f});

    BlurKernel.of(9, 20).blur(image);

    // 41 weights that were rounded to float after they were made to sum to 1, twice.
    assertThat(image.pixels()).containsExactly(new float[] {0.25f, 0.25f}, within(1e-6f));
  }

  @Test
  void blur_verySmallSigma_changesNothing() {
    Image image = Expectation.pattern(1, 9, 7, 1);
    Image before = image.copy();

    BlurKernel.of(0.1, 11).blur(image);

    assertThat(image.pixels()).containsExactly(before.pixels());
  }
}
