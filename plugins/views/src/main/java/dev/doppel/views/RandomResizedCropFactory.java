package dev.doppel.views;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewTarget;
import java.util.ArrayList;
import java.util.List;

/** Creates {@code random-resized-crop}. */
final class RandomResizedCropFactory implements ViewOperationFactory {

  static final Option<Double> MINIMUM_AREA =
      Option.decimal("minimum-area")
          .range(0, 1)
          .defaultValue(0.08)
          .describedAs("least share of the image's area");

  static final Option<Double> MAXIMUM_AREA =
      Option.decimal("maximum-area")
          .rangeExcludingStart(0, 1)
          .defaultValue(1.0)
          .describedAs("greatest share of the image's area");

  static final Option<Double> MINIMUM_ASPECT =
      Option.decimal("minimum-aspect")
          .greaterThan(0)
          .defaultValue(0.75)
          .describedAs("least width of the box, in heights");

  static final Option<Double> MAXIMUM_ASPECT =
      Option.decimal("maximum-aspect")
          .greaterThan(0)
          .defaultValue(4.0 / 3)
          .describedAs("greatest width of the box, in heights");

  @Override
  public String name() {
    return "random-resized-crop";
  }

  @Override
  public String description() {
    return "Cuts out a box of random area, shape and place and resizes it to the view.";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        MINIMUM_AREA, MAXIMUM_AREA, MINIMUM_ASPECT, MAXIMUM_ASPECT, Interpolation.OPTION);
  }

  @Override
  public List<String> problems(Options options) {
    List<String> problems = new ArrayList<>();
    Bounds.problem(options, MINIMUM_AREA, MAXIMUM_AREA).ifPresent(problems::add);
    Bounds.problem(options, MINIMUM_ASPECT, MAXIMUM_ASPECT).ifPresent(problems::add);
    return problems;
  }

  @Override
  public ViewOperation create(Options options, ViewTarget target) {
    return new RandomResizedCrop(
        Bounds.of(options, MINIMUM_AREA, MAXIMUM_AREA),
        Bounds.of(options, MINIMUM_ASPECT, MAXIMUM_ASPECT),
        target.size(),
        Interpolation.named(options.get(Interpolation.OPTION)));
  }
}
