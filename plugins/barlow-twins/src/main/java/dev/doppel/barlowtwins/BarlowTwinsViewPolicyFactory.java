package dev.doppel.barlowtwins;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.spi.view.ViewTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Creates the view policy {@code barlow-twins}: an asymmetric pair, the first view always blurred,
 * the second seldom blurred and sometimes solarised, as BYOL draws it (arXiv 2103.03230).
 *
 * <p>Options make the views milder, which small images need. Further views repeat the pair. Images
 * of one channel have no colour to change: grayscale, saturation and hue are left out.
 */
final class BarlowTwinsViewPolicyFactory implements ViewPolicyFactory {

  static final Option<Double> MINIMUM_AREA =
      Option.decimal("minimum-area")
          .range(0, 1)
          .defaultValue(0.08)
          .describedAs("least share of the image's area that a view shows");

  static final Option<Boolean> FLIP =
      Option.flag("flip").defaultValue(true).describedAs("mirror every other view, left to right");

  static final Option<Double> JITTER_STRENGTH =
      Option.decimal("jitter-strength")
          .range(0, 5)
          .defaultValue(1.0)
          .describedAs(
              "multiplies brightness 0.4, contrast 0.4, saturation 0.2 and the hue; 0 for none");

  static final Option<Double> HUE =
      Option.decimal("hue")
          .range(0, 0.5)
          .defaultValue(0.1)
          .describedAs(
              "greatest turn of the hue, in circles, before jitter-strength; 0.5 is any hue");

  /** Half a circle either way is every hue there is. */
  private static final double WHOLE_CIRCLE = 0.5;

  static final Option<Boolean> GRAYSCALE =
      Option.flag("grayscale")
          .defaultValue(true)
          .describedAs("take the colour out of every fifth view");

  static final Option<Boolean> BLUR =
      Option.flag("blur")
          .defaultValue(true)
          .describedAs("blur every first view and every tenth second one");

  static final Option<Boolean> SOLARIZATION =
      Option.flag("solarization")
          .defaultValue(true)
          .describedAs("solarise every fifth second view");

  static final Option<Long> VIEW_COUNT =
      Option.whole("view-count").range(2, 32).defaultValue(2L).describedAs("views of a sample");

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

  @Override
  public String name() {
    return "barlow-twins";
  }

  @Override
  public String description() {
    return "An asymmetric pair of crops with colour jitter, blur and solarisation (Barlow Twins).";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        MINIMUM_AREA,
        FLIP,
        JITTER_STRENGTH,
        HUE,
        GRAYSCALE,
        BLUR,
        SOLARIZATION,
        VIEW_COUNT,
        MEAN,
        DEVIATION);
  }

  @Override
  public ViewPolicy create(Options options, ViewTarget target) {
    return new ViewPolicy(
        IntStream.range(0, options.get(VIEW_COUNT).intValue())
            .mapToObj(
                view ->
                    new ViewSpecification(
                        "view-" + (view + 1),
                        ViewKind.GLOBAL,
                        target.size(),
                        steps(options, target, view % 2 == 0)))
            .toList());
  }

  private static List<ViewStep> steps(Options options, ViewTarget target, boolean first) {
    boolean color = target.channels() > 1;
    List<ViewStep> steps = new ArrayList<>();
    steps.add(crop(options.get(MINIMUM_AREA)));
    if (options.get(FLIP)) {
      steps.add(new ViewStep("horizontal-flip", 0.5, Map.of()));
    }
    if (options.get(JITTER_STRENGTH) > 0) {
      steps.add(jitter(options, color));
    }
    if (options.get(GRAYSCALE) && color) {
      steps.add(new ViewStep("grayscale", 0.2, Map.of()));
    }
    if (options.get(BLUR)) {
      steps.add(blur(first ? 1 : 0.1));
    }
    if (options.get(SOLARIZATION) && !first) {
      steps.add(new ViewStep("solarize", 0.2, Map.of("threshold", "0.5")));
    }
    steps.add(normalisation(options, color));
    return steps;
  }

  private static ViewStep crop(double minimumArea) {
    return ViewStep.always(
        "random-resized-crop",
        Map.of(
            "minimum-area", Double.toString(minimumArea),
            "maximum-area", "1",
            "minimum-aspect", Double.toString(3.0 / 4),
            "maximum-aspect", Double.toString(4.0 / 3),
            "interpolation", "bicubic"));
  }

  private static ViewStep jitter(Options options, boolean color) {
    double strength = options.get(JITTER_STRENGTH);
    double hue = Math.min(WHOLE_CIRCLE, options.get(HUE) * strength);
    return new ViewStep(
        "color-jitter",
        0.8,
        Map.of(
            "brightness", Double.toString(0.4 * strength),
            "contrast", Double.toString(0.4 * strength),
            "saturation", Double.toString(color ? 0.2 * strength : 0),
            "hue", Double.toString(color ? hue : 0)));
  }

  private static ViewStep blur(double probability) {
    return new ViewStep(
        "gaussian-blur",
        probability,
        Map.of("minimum-sigma", "0.1", "maximum-sigma", "2", "kernel-size", "0"));
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
