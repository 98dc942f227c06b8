package dev.doppel.views;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewTarget;
import java.util.List;

/** Creates {@code solarize}. */
final class SolarizeFactory implements ViewOperationFactory {

  static final Option<Double> THRESHOLD =
      Option.decimal("threshold")
          .range(0, 1)
          .defaultValue(0.5)
          .describedAs("values from here on are inverted");

  /** Turns any difference of two floats near 1 into more than 1, and stays finite. */
  private static final float STEEP = 1e38f;

  @Override
  public String name() {
    return "solarize";
  }

  @Override
  public String description() {
    return "Inverts bright values: x becomes 1 - x from a threshold on.";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(THRESHOLD);
  }

  @Override
  public ViewOperation create(Options options, ViewTarget target) {
    float threshold = options.get(THRESHOLD).floatValue();
    return (image, random) -> solarize(image, threshold);
  }

  /** A step function stands for the branch, which would be mispredicted at every other pixel. */
  private static Image solarize(Image image, float threshold) {
    float[] pixels = image.pixels();
    for (int i = 0; i < pixels.length; i++) {
      float value = pixels[i];
      float inverted = Math.max(0, Math.min(1, (value - threshold) * STEEP + 1));
      pixels[i] = value + inverted * (1 - 2 * value);
    }
    return image;
  }
}
