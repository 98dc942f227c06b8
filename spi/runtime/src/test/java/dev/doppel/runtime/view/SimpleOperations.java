package dev.doppel.runtime.view;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewTarget;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** A plugin with operations whose results are easy to foresee. Public for the plugin checks. */
public final class SimpleOperations implements SelfSupervisedPlugin {

  static final Option<Double> AMOUNT =
      Option.decimal("amount").range(0, 10).defaultValue(1.0).describedAs("what is added");

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "simple-operations";
  }

  @Override
  public List<ViewOperationFactory> viewOperations() {
    return List.of(
        new Factory("crop", List.of(), (options, target) -> new Crop(target.size(), 0)),
        new Factory("centre-crop", List.of(), (options, target) -> new Crop(target.size(), 1)),
        new Factory("crop-short", List.of(), (options, target) -> new Crop(target.size() - 1, 0)),
        new Factory("add", List.of(AMOUNT), SimpleOperations::add),
        new Factory("noise", List.of(), (options, target) -> SimpleOperations::noise),
        new Factory("fail", List.of(), (options, target) -> SimpleOperations::fail),
        new Factory("normalize", List.of(AMOUNT), SimpleOperations::add));
  }

  private static ViewOperation add(Options options, ViewTarget target) {
    float amount = options.get(AMOUNT).floatValue();
    if (amount == 7) {
      throw new IllegalArgumentException("7 does not go with views of " + target.size());
    }
    return (image, random) -> {
      for (int i = 0; i < image.pixels().length; i++) {
        image.pixels()[i] += amount;
      }
      return image;
    };
  }

  private static Image noise(Image image, RandomGenerator random) {
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] += (float) random.nextDouble();
    }
    return image;
  }

  private static Image fail(Image image, RandomGenerator random) {
    throw new UnsupportedOperationException("this operation always fails");
  }

  /** The top left corner, or the middle. */
  private record Crop(int size, int divisor) implements ViewOperation {

    @Override
    public Image apply(Image image, RandomGenerator random) {
      int top = divisor * (image.height() - size) / 2;
      int left = divisor * (image.width() - size) / 2;
      float[] pixels = new float[image.channels() * size * size];
      for (int i = 0; i < pixels.length; i++) {
        int row = i / size % size + top;
        int plane = i / size / size;
        pixels[i] =
            image.pixels()[(plane * image.height() + row) * image.width() + left + i % size];
      }
      return new Image(image.channels(), size, size, pixels);
    }

    @Override
    public boolean modifiesInput() {
      return false;
    }
  }

  private record Factory(
      String name, List<Option<?>> options, BiFunction<Options, ViewTarget, ViewOperation> maker)
      implements ViewOperationFactory {

    @Override
    public String description() {
      return "For tests.";
    }

    @Override
    public List<String> problems(Options options) {
      boolean odd = !options().isEmpty() && options.get(AMOUNT) == 9;
      return odd ? List.of("'amount' = 9 is odd") : List.of();
    }

    @Override
    public ViewOperation create(Options options, ViewTarget target) {
      return maker.apply(options, target);
    }
  }
}
