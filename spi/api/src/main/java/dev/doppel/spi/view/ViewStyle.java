package dev.doppel.spi.view;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a method changes what it has cropped: a flip, colour jitter, grayscale, blur, solarisation
 * and normalisation, in the order and strength that it publishes. Images of one channel have no
 * colour to change: grayscale, saturation and hue are left out.
 *
 * @param interpolation how crops are resized, {@code bicubic} or {@code bilinear}
 * @param flipsLast whether views are flipped at the end; right after the crop if not
 * @param brightness the jitter of brightness and of contrast, at least 0
 * @param saturation the jitter of saturation, at least 0
 * @param hue the greatest turn of the hue, in circles
 */
public record ViewStyle(
    String interpolation, boolean flipsLast, double brightness, double saturation, double hue) {

  static final Option<Boolean> FLIP =
      Option.flag("flip").defaultValue(true).describedAs("mirror every other view, left to right");

  static final Option<Boolean> GRAYSCALE =
      Option.flag("grayscale")
          .defaultValue(true)
          .describedAs("take the colour out of every fifth view");

  static final Option<String> MEAN =
      Option.text("mean")
          .defaultValue("auto")
          .describedAs(
              "subtracted from each channel, separated by commas; auto for ImageNet's, or 0.5 for"
                  + " gray images");

  static final Option<String> DEVIATION =
      Option.text("deviation")
          .defaultValue("auto")
          .describedAs(
              "divides each channel, separated by commas; auto for ImageNet's, or 0.25 for gray"
                  + " images");

  /** Half a circle either way is every hue there is. */
  private static final double WHOLE_CIRCLE = 0.5;

  Option<Double> jitterStrength() {
    return Option.decimal("jitter-strength")
        .range(0, 5)
        .defaultValue(1.0)
        .describedAs(
            String.format(
                Locale.ROOT,
                "multiplies brightness %1$s, contrast %1$s, saturation %2$s and the hue; 0 for none",
                brightness,
                saturation));
  }

  Option<Double> hueTurn() {
    return Option.decimal("hue")
        .range(0, WHOLE_CIRCLE)
        .defaultValue(hue)
        .describedAs(
            "greatest turn of the hue, in circles, before jitter-strength; 0.5 is any hue");
  }

  static Option<Boolean> blur(String which) {
    return Option.flag("blur").defaultValue(true).describedAs(which);
  }

  static Option<Boolean> solarization(String which) {
    return Option.flag("solarization").defaultValue(true).describedAs(which);
  }

  static boolean solarizes(List<ViewChances> chances) {
    return chances.stream().anyMatch(view -> view.solarization() > 0);
  }

  /** The crop of a share of the image's area. */
  ViewStep crop(double minimumArea, String maximumArea) {
    return ViewStep.always(
        "random-resized-crop",
        Map.of(
            "minimum-area", Double.toString(minimumArea),
            "maximum-area", maximumArea,
            "minimum-aspect", Double.toString(3.0 / 4),
            "maximum-aspect", Double.toString(4.0 / 3),
            "interpolation", interpolation));
  }

  /** All steps of a view, as the options leave them. */
  List<ViewStep> steps(
      Options options, ViewTarget target, ViewStep crop, ViewChances chances, int blurKernel) {
    boolean color = target.channels() > 1;
    List<ViewStep> steps = new ArrayList<>();
    steps.add(crop);
    if (!flipsLast) {
      addFlip(options, steps);
    }
    if (options.get(jitterStrength()) > 0) {
      steps.add(jitter(options, color));
    }
    if (options.get(GRAYSCALE) && color) {
      steps.add(new ViewStep("grayscale", 0.2, Map.of()));
    }
    if (options.get(blur(""))) {
      steps.add(blur(chances.blur(), blurKernel));
    }
    if (chances.solarization() > 0 && options.get(solarization(""))) {
      steps.add(new ViewStep("solarize", chances.solarization(), Map.of("threshold", "0.5")));
    }
    if (flipsLast) {
      addFlip(options, steps);
    }
    steps.add(normalisation(options, color));
    return steps;
  }

  private static void addFlip(Options options, List<ViewStep> steps) {
    if (options.get(FLIP)) {
      steps.add(new ViewStep("horizontal-flip", 0.5, Map.of()));
    }
  }

  private ViewStep jitter(Options options, boolean color) {
    double strength = options.get(jitterStrength());
    double turn = Math.min(WHOLE_CIRCLE, options.get(hueTurn()) * strength);
    return new ViewStep(
        "color-jitter",
        0.8,
        Map.of(
            "brightness", Double.toString(brightness * strength),
            "contrast", Double.toString(brightness * strength),
            "saturation", Double.toString(color ? saturation * strength : 0),
            "hue", Double.toString(color ? turn : 0)));
  }

  private static ViewStep blur(double probability, int kernel) {
    return new ViewStep(
        "gaussian-blur",
        probability,
        Map.of(
            "minimum-sigma", "0.1",
            "maximum-sigma", "2",
            "kernel-size", Integer.toString(kernel)));
  }

  private static ViewStep normalisation(Options options, boolean color) {
    return ViewStep.always(
        "normalize",
        Map.of(
            "mean", orAutomatic(options.get(MEAN), color ? "0.485, 0.456, 0.406" : "0.5"),
            "deviation",
                orAutomatic(options.get(DEVIATION), color ? "0.229, 0.224, 0.225" : "0.25")));
  }

  private static String orAutomatic(String given, String automatic) {
    return given.equals("auto") ? automatic : given;
  }
}
