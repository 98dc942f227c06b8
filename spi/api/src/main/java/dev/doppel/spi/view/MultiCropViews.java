package dev.doppel.spi.view;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.recipe.ImageScale;
import java.util.ArrayList;
import java.util.List;

/**
 * A multi-crop view policy, some global crops and several local ones of a smaller part of the image
 * (arXiv 2006.09882), as data. Its options make the views milder, which small images need.
 *
 * @param name the policy's name
 * @param description what it draws, in one sentence
 * @param style how views are changed
 * @param areas the published shares of the image's area and the number of local crops
 * @param globalChances how often global crops are blurred and solarised, one entry a place; further
 *     crops begin anew
 * @param localChances the same of local crops
 * @param words what differs in the descriptions of options
 */
public record MultiCropViews(
    String name,
    String description,
    ViewStyle style,
    Areas areas,
    List<ViewChances> globalChances,
    ViewChances localChances,
    Words words)
    implements ViewPolicyFactory {

  /**
   * Published defaults.
   *
   * @param globalMinimum the least share of the image's area that a global crop shows
   * @param localMaximum the greatest share that a local crop shows
   * @param localCrops the number of local crops
   */
  public record Areas(double globalMinimum, double localMaximum, long localCrops) {}

  /**
   * What differs in the descriptions of options.
   *
   * @param localUse what local crops are not used for
   * @param blurred which views are blurred
   */
  public record Words(String localUse, String blurred) {}

  private static final Option<Long> GLOBAL_CROPS =
      Option.whole("global-crops")
          .range(2, 8)
          .defaultValue(2L)
          .describedAs("views of most of the image, in its full size");

  private static final Option<Double> GLOBAL_MAXIMUM_AREA =
      Option.decimal("global-maximum-area")
          .rangeExcludingStart(0, 1)
          .defaultValue(1.0)
          .describedAs("greatest share of the image's area that a global crop shows");

  private static final Option<Long> LOCAL_SIZE =
      Option.whole("local-size")
          .range(0, 4096)
          .defaultValue(0L)
          .describedAs(
              "height and width of a local crop in pixels; 0 for three sevenths of a global crop's,"
                  + " 96 of 224, or all of it under 96 pixels");

  private static final Option<Double> LOCAL_MINIMUM_AREA =
      Option.decimal("local-minimum-area")
          .range(0, 1)
          .defaultValue(0.05)
          .describedAs("least share of the image's area that a local crop shows");

  /** Of 224 pixels, 96 as published. */
  private static final double LOCAL_SHARE = 3.0 / 7;

  /** The widest kernel there is; the greatest deviation, 2 pixels, needs no more than 13. */
  private static final int WIDEST_KERNEL = 255;

  /** Copies. */
  public MultiCropViews {
    globalChances = List.copyOf(globalChances);
  }

  @Override
  public List<Option<?>> options() {
    List<Option<?>> options =
        new ArrayList<>(
            List.of(
                GLOBAL_CROPS,
                globalMinimumArea(),
                GLOBAL_MAXIMUM_AREA,
                localCrops(),
                LOCAL_SIZE,
                LOCAL_MINIMUM_AREA,
                localMaximumArea(),
                ViewStyle.FLIP,
                style.jitterStrength(),
                style.hueTurn(),
                ViewStyle.GRAYSCALE,
                ViewStyle.blur(words.blurred())));
    if (ViewStyle.solarizes(globalChances)) {
      options.add(ViewStyle.solarization("solarise every fifth second global crop"));
    }
    options.add(ViewStyle.MEAN);
    options.add(ViewStyle.DEVIATION);
    return options;
  }

  private Option<Double> globalMinimumArea() {
    return Option.decimal("global-minimum-area")
        .range(0, 1)
        .defaultValue(areas.globalMinimum())
        .describedAs("least share of the image's area that a global crop shows");
  }

  private Option<Long> localCrops() {
    return Option.whole("local-crops")
        .range(0, 32)
        .defaultValue(areas.localCrops())
        .describedAs(
            "views of a part of the image, which are %s; 0 for none".formatted(words.localUse()));
  }

  private Option<Double> localMaximumArea() {
    return Option.decimal("local-maximum-area")
        .rangeExcludingStart(0, 1)
        .defaultValue(areas.localMaximum())
        .describedAs("greatest share of the image's area that a local crop shows");
  }

  @Override
  public List<String> problems(Options options) {
    List<String> problems = new ArrayList<>();
    requireOrder(options, globalMinimumArea(), GLOBAL_MAXIMUM_AREA, problems);
    requireOrder(options, LOCAL_MINIMUM_AREA, localMaximumArea(), problems);
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
    ViewStep global = crop(options, globalMinimumArea(), GLOBAL_MAXIMUM_AREA);
    ViewStep local = crop(options, LOCAL_MINIMUM_AREA, localMaximumArea());
    // Local crops are blurred as widely as global ones: by pixels, whatever their size.
    int kernel = Math.min(WIDEST_KERNEL, 2 * Math.max(1, target.size() / 20) + 1);
    List<ViewSpecification> views = new ArrayList<>();
    for (int crop = 0; crop < options.get(GLOBAL_CROPS); crop++) {
      ViewChances chances = globalChances.get(crop % globalChances.size());
      views.add(
          new ViewSpecification(
              "global-" + (crop + 1),
              ViewKind.GLOBAL,
              target.size(),
              style.steps(options, target, global, chances, kernel)));
    }
    for (int crop = 0; crop < options.get(localCrops()); crop++) {
      views.add(
          new ViewSpecification(
              "local-" + (crop + 1),
              ViewKind.LOCAL,
              localSize(options, target),
              style.steps(options, target, local, localChances, kernel)));
    }
    return new ViewPolicy(views);
  }

  private ViewStep crop(Options options, Option<Double> minimumArea, Option<Double> maximumArea) {
    return style.crop(options.get(minimumArea), Double.toString(options.get(maximumArea)));
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
