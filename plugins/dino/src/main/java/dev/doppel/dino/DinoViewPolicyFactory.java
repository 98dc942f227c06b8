package dev.doppel.dino;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewTarget;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates the view policy {@code dino}: multi-crop, two global crops that differ in blur and
 * solarisation as BYOL's pair, and several local crops of a smaller size (arXiv 2104.14294, with
 * the official code's areas and chances).
 *
 * <p>Options make the views milder, which small images need. Global crops beyond the second repeat
 * the pair. Images of one channel have no colour to change: grayscale, saturation and hue are left
 * out.
 */
final class DinoViewPolicyFactory implements ViewPolicyFactory {

  static final Option<Long> GLOBAL_CROPS =
      Option.whole("global-crops")
          .range(2, 8)
          .defaultValue(2L)
          .describedAs("views of most of the image, in its full size");

  static final Option<Double> GLOBAL_MINIMUM_AREA =
      Option.decimal("global-minimum-area")
          .range(0, 1)
          .defaultValue(0.4)
          .describedAs("least share of the image's area that a global crop shows");

  static final Option<Double> GLOBAL_MAXIMUM_AREA =
      Option.decimal("global-maximum-area")
          .rangeExcludingStart(0, 1)
          .defaultValue(1.0)
          .describedAs("greatest share of the image's area that a global crop shows");

  static final Option<Long> LOCAL_CROPS =
      Option.whole("local-crops")
          .range(0, 32)
          .defaultValue(8L)
          .describedAs("views of a part of the image, which are no targets; 0 for none");

  static final Option<Long> LOCAL_SIZE =
      Option.whole("local-size")
          .range(0, 4096)
          .defaultValue(0L)
          .describedAs(
              "height and width of a local crop in pixels; 0 for three sevenths of a global crop's,"
                  + " 96 of 224, or all of it under 96 pixels");

  static final Option<Double> LOCAL_MINIMUM_AREA =
      Option.decimal("local-minimum-area")
          .range(0, 1)
          .defaultValue(0.05)
          .describedAs("least share of the image's area that a local crop shows");

  static final Option<Double> LOCAL_MAXIMUM_AREA =
      Option.decimal("local-maximum-area")
          .rangeExcludingStart(0, 1)
          .defaultValue(0.4)
          .describedAs("greatest share of the image's area that a local crop shows");

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

  static final Option<Boolean> GRAYSCALE =
      Option.flag("grayscale")
          .defaultValue(true)
          .describedAs("take the colour out of every fifth view");

  static final Option<Boolean> BLUR =
      Option.flag("blur")
          .defaultValue(true)
          .describedAs(
              "blur every first global crop, every tenth second one and every other local crop");

  static final Option<Boolean> SOLARIZATION =
      Option.flag("solarization")
          .defaultValue(true)
          .describedAs("solarise every fifth second global crop");

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

  /** Of 224 pixels, 96 as published. */
  private static final double LOCAL_SHARE = 3.0 / 7;

  @Override
  public String name() {
    return "dino";
  }

  @Override
  public String description() {
    return "Multi-crop: an asymmetric pair of global crops, and local crops (DINO).";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        GLOBAL_CROPS,
        GLOBAL_MINIMUM_AREA,
        GLOBAL_MAXIMUM_AREA,
        LOCAL_CROPS,
        LOCAL_SIZE,
        LOCAL_MINIMUM_AREA,
        LOCAL_MAXIMUM_AREA,
        FLIP,
        JITTER_STRENGTH,
        HUE,
        GRAYSCALE,
        BLUR,
        SOLARIZATION,
        MEAN,
        DEVIATION);
  }

  @Override
  public List<String> problems(Options options) {
    List<String> problems = new ArrayList<>();
    requireOrder(options, GLOBAL_MINIMUM_AREA, GLOBAL_MAXIMUM_AREA, problems);
    requireOrder(options, LOCAL_MINIMUM_AREA, LOCAL_MAXIMUM_AREA, problems);
    return problems;
  }

  private static void requireOrder(
      Options options, Option<Double> least, Option<Double> greatest, List<String> problems) {
    if (options.get(least) > options.get(greatest)) {
      problems.add(
          "'%s' = %s must not be above '%s' = %s"
              .formatted(least.name(), options.get(least), greatest.name(), options.get(greatest)));
    }
  }

  @Override
  public ViewPolicy create(Options options, ViewTarget target) {
    DinoViewSteps steps = new DinoViewSteps(options, target);
    List<ViewSpecification> views = new ArrayList<>();
    for (int crop = 0; crop < options.get(GLOBAL_CROPS); crop++) {
      views.add(
          new ViewSpecification(
              "global-" + (crop + 1), ViewKind.GLOBAL, target.size(), steps.global(crop % 2 == 0)));
    }
    for (int crop = 0; crop < options.get(LOCAL_CROPS); crop++) {
      views.add(
          new ViewSpecification(
              "local-" + (crop + 1), ViewKind.LOCAL, localSize(options, target), steps.local()));
    }
    return new ViewPolicy(views);
  }

  private static int localSize(Options options, ViewTarget target) {
    int given = options.get(LOCAL_SIZE).intValue();
    if (given > 0) {
      return given;
    }
    // Small images have few pixels to lose.
    return ImageScale.of(target.size()) == ImageScale.SMALL_IMAGE
        ? target.size()
        : (int) Math.round(target.size() * LOCAL_SHARE);
  }
}
