package dev.doppel.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.view.Image;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ResamplerTest {

  @Test
  void resample_fixedBoxes_equalsTorchvision() {
    for (Expectation expectation : Expectation.of("resample")) {
      CropBox box =
          new CropBox(
              expectation.whole(1),
              expectation.whole(2),
              expectation.whole(3),
              expectation.whole(4));
      expectation.check(
          Resampler.resample(
              expectation.input(),
              box,
              expectation.whole(5),
              Interpolation.named(expectation.parameters().get(0))));
    }
  }

  @Test
  void resample_whole_leavesTheSourceAsItWas() {
    Image source = Expectation.pattern(3, 9, 9, 1);
    Image before = source.copy();

    Image result = Resampler.resample(source, new CropBox(0, 0, 9, 9), 9, Interpolation.BILINEAR);

    assertThat(result.pixels()).isNotSameAs(source.pixels()).containsExactly(before.pixels());
    assertThat(source.pixels()).containsExactly(before.pixels());
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void resample_flatImage_staysFlatAtEverySize(Interpolation interpolation) {
    float[] pixels = new float[11 * 6];
    Arrays.fill(pixels, 0.25f);
    Image source = new Image(1, 11, 6, pixels);
    for (int size = 1; size <= 24; size++) {
      Image result = Resampler.resample(source, new CropBox(0, 0, 11, 6), size, interpolation);
      for (float value : result.pixels()) {
        // Weights are rounded to float after they were made to sum to 1.
        assertThat(value).as("size %d", size).isBetween(0.249999f, 0.250001f);
      }
    }
  }
}
