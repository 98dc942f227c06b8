package dev.doppel.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewTarget;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The operations that draw nothing, against torchvision's values. */
final class FixedOperationsTest {

  @Test
  void flip_images_equalsTorchvision() {
    check("flip", new HorizontalFlipFactory(), parameters -> Map.of());
  }

  @Test
  void flip_twice_isTheImageAgain() {
    ViewOperation flip =
        Operations.create(new HorizontalFlipFactory(), Map.of(), new ViewTarget(3, 8));
    Image image = Expectation.pattern(3, 5, 8, 1);
    Image before = image.copy();

    Image once = flip.apply(image, Operations.NO_CHANCE).copy();
    flip.apply(image, Operations.NO_CHANCE);

    assertThat(once.pixels()).isNotEqualTo(before.pixels());
    assertThat(image.pixels()).containsExactly(before.pixels());
  }

  @Test
  void grayscale_colourImage_equalsTorchvision() {
    check("grayscale", new GrayscaleFactory(), parameters -> Map.of());
  }

  @Test
  void grayscale_oneChannel_changesNothing() {
    Image image = Expectation.pattern(1, 9, 7, 1);
    Image before = image.copy();

    Operations.create(new GrayscaleFactory(), Map.of(), new ViewTarget(1, 9))
        .apply(image, Operations.NO_CHANCE);

    assertThat(image.pixels()).containsExactly(before.pixels());
  }

  @Test
  void solarize_thresholds_equalsTorchvision() {
    check("solarize", new SolarizeFactory(), values -> Map.of("threshold", values.get(0)));
  }

  @Test
  void solarize_valuesBesideTheThreshold_changesThoseFromItOn() {
    float threshold = 0.5f;
    float below = Math.nextDown(threshold);
    float above = Math.nextUp(threshold);
    Image image = new Image(1, 1, 3, new float[] {below, threshold, above});

    Operations.create(new SolarizeFactory(), Map.of(), new ViewTarget(1, 3))
        .apply(image, Operations.NO_CHANCE);

    assertThat(image.pixels()).containsExactly(below, 0.5f, 1 - above);
  }

  @Test
  void normalize_oneAndThreeChannels_equalsTorchvision() {
    check(
        "normalize",
        new NormalizeFactory(),
        values -> Map.of("mean", values.get(0), "deviation", values.get(1)));
  }

  private static void check(
      String operation,
      ViewOperationFactory factory,
      Function<List<String>, Map<String, String>> options) {
    for (Expectation expectation : Expectation.of(operation)) {
      Image image = expectation.input();
      ViewTarget target = new ViewTarget(image.channels(), image.width());

      Image result =
          Operations.create(factory, options.apply(expectation.parameters()), target)
              .apply(image, Operations.NO_CHANCE);

      assertThat(result).isSameAs(image);
      expectation.check(result);
    }
  }
}
