package dev.doppel.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.view.Image;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class JitterTest {

  @Test
  void apply_fixedParameters_equalsTorchvision() {
    for (Expectation expectation : Expectation.of("jitter")) {
      List<Adjustment> order =
          Arrays.stream(expectation.parameters().get(0).split(","))
              .map(name -> Adjustment.valueOf(name.toUpperCase(Locale.ROOT)))
              .toList();
      Jitter jitter =
          new Jitter(
              order,
              expectation.decimal(1),
              expectation.decimal(2),
              expectation.decimal(3),
              expectation.decimal(4));
      Image image = expectation.input();

      jitter.apply(image);

      expectation.check(image);
    }
  }

  @Test
  void apply_noAdjustment_changesNothing() {
    Image image = Expectation.pattern(3, 9, 7, 1);
    Image before = image.copy();

    new Jitter(List.of(), 2, 2, 2, 0.5f).apply(image);

    assertThat(image.pixels()).containsExactly(before.pixels());
  }

  @Test
  void apply_grayImageWithSaturationAndHue_changesNothing() {
    Image image = Expectation.pattern(1, 9, 7, 1);
    Image before = image.copy();

    new Jitter(List.of(Adjustment.SATURATION, Adjustment.HUE), 2, 2, 2, 0.5f).apply(image);

    assertThat(image.pixels()).containsExactly(before.pixels());
  }

  @Test
  void apply_hueOfGrayPixels_staysGrayWhateverTheTurn() {
    Image image = new Image(3, 1, 2, new float[] {0, 0.3f, 0, 0.3f, 0, 0.3f});
    for (float turn = -0.5f; turn <= 0.5f; turn += 0.0625f) {
      new Jitter(List.of(Adjustment.HUE), 1, 1, 1, turn).apply(image);
      assertThat(image.pixels()).containsExactly(0, 0.3f, 0, 0.3f, 0, 0.3f);
    }
  }
}
