package dev.doppel.spi.view;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A view policy of crops of one size, such as BYOL's pair (arXiv 2006.07733) or MoCo v2's views, as
 * data. Its options make the views milder, which small images need.
 *
 * @param name the policy's name
 * @param description what it draws, in one sentence
 * @param style how views are changed
 * @param minimumArea the least share of the image's area that a view shows, in [0, 1]
 * @param chances how often views are blurred and solarised, one entry a place; further views begin
 *     anew
 * @param blurred which views are blurred, for the option {@code blur}
 * @param anyNumber whether the number of views is an option; always two if not
 */
public record CropViews(
    String name,
    String description,
    ViewStyle style,
    double minimumArea,
    List<ViewChances> chances,
    String blurred,
    boolean anyNumber)
    implements ViewPolicyFactory {

  private static final int PAIR = 2;

  /** Tells the blur to derive its kernel from the view's size. */
  private static final int KERNEL_OF_SIZE = 0;

  private static final Option<Long> VIEW_COUNT =
      Option.whole("view-count")
          .range(PAIR, 32)
          .defaultValue((long) PAIR)
          .describedAs("views of a sample");

  /** Copies. */
  public CropViews {
    chances = List.copyOf(chances);
  }

  @Override
  public List<Option<?>> options() {
    List<Option<?>> options =
        new ArrayList<>(
            List.of(
                area(),
                ViewStyle.FLIP,
                style.jitterStrength(),
                style.hueTurn(),
                ViewStyle.GRAYSCALE,
                ViewStyle.blur(blurred)));
    if (ViewStyle.solarizes(chances)) {
      options.add(ViewStyle.solarization("solarise every fifth second view"));
    }
    if (anyNumber) {
      options.add(VIEW_COUNT);
    }
    options.add(ViewStyle.MEAN);
    options.add(ViewStyle.DEVIATION);
    return options;
  }

  private Option<Double> area() {
    return Option.decimal("minimum-area")
        .range(0, 1)
        .defaultValue(minimumArea)
        .describedAs("least share of the image's area that a view shows");
  }

  @Override
  public ViewPolicy create(Options options, ViewTarget target) {
    ViewStep crop = style.crop(options.get(area()), "1");
    int count = anyNumber ? options.get(VIEW_COUNT).intValue() : PAIR;
    return new ViewPolicy(
        IntStream.range(0, count)
            .mapToObj(
                view ->
                    new ViewSpecification(
                        "view-" + (view + 1),
                        ViewKind.GLOBAL,
                        target.size(),
                        style.steps(
                            options,
                            target,
                            crop,
                            chances.get(view % chances.size()),
                            KERNEL_OF_SIZE)))
            .toList());
  }
}
