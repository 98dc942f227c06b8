package dev.doppel.views;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewTarget;
import java.util.List;

/** Creates {@code color-jitter}. */
final class ColorJitterFactory implements ViewOperationFactory {

  static final Option<Double> BRIGHTNESS =
      spread("brightness").defaultValue(0.4).describedAs("factor in [max(0, 1 - x), 1 + x]");

  static final Option<Double> CONTRAST =
      spread("contrast").defaultValue(0.4).describedAs("factor in [max(0, 1 - x), 1 + x]");

  static final Option<Double> SATURATION =
      spread("saturation").defaultValue(0.2).describedAs("factor in [max(0, 1 - x), 1 + x]");

  static final Option<Double> HUE =
      Option.decimal("hue")
          .range(0, 0.5)
          .defaultValue(0.1)
          .describedAs("turn in [-x, x], in full circles");

  private static Option<Double> spread(String name) {
    return Option.decimal(name).atLeast(0);
  }

  @Override
  public String name() {
    return "color-jitter";
  }

  @Override
  public String description() {
    return "Changes brightness, contrast, saturation and hue at random, in random order.";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(BRIGHTNESS, CONTRAST, SATURATION, HUE);
  }

  @Override
  public ViewOperation create(Options options, ViewTarget target) {
    return new ColorJitter(
        options.get(BRIGHTNESS), options.get(CONTRAST), options.get(SATURATION), options.get(HUE));
  }
}
