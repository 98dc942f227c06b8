package dev.doppel.views;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewTarget;
import java.util.ArrayList;
import java.util.List;

/** Creates {@code gaussian-blur}. */
final class GaussianBlurFactory implements ViewOperationFactory {

  static final Option<Double> MINIMUM_SIGMA =
      Option.decimal("minimum-sigma")
          .greaterThan(0)
          .defaultValue(0.1)
          .describedAs("least standard deviation, in pixels");

  static final Option<Double> MAXIMUM_SIGMA =
      Option.decimal("maximum-sigma")
          .greaterThan(0)
          .defaultValue(2.0)
          .describedAs("greatest standard deviation, in pixels");

  static final Option<Long> KERNEL_SIZE =
      Option.whole("kernel-size")
          .range(0, 255)
          .defaultValue(0L)
          .describedAs("width of the kernel in pixels, odd; 0 for a tenth of the view, at least 3");

  @Override
  public String name() {
    return "gaussian-blur";
  }

  @Override
  public String description() {
    return "Blurs with a Gaussian of random width.";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(MINIMUM_SIGMA, MAXIMUM_SIGMA, KERNEL_SIZE);
  }

  @Override
  public List<String> problems(Options options) {
    List<String> problems = new ArrayList<>();
    Bounds.problem(options, MINIMUM_SIGMA, MAXIMUM_SIGMA).ifPresent(problems::add);
    long kernelSize = options.get(KERNEL_SIZE);
    if (kernelSize != 0 && kernelSize % 2 == 0) {
      problems.add("'kernel-size' = %d must be odd, or 0 for automatic".formatted(kernelSize));
    }
    return problems;
  }

  @Override
  public ViewOperation create(Options options, ViewTarget target) {
    Bounds sigma = Bounds.of(options, MINIMUM_SIGMA, MAXIMUM_SIGMA);
    int radius = radius(options.get(KERNEL_SIZE), target.size());
    return (image, random) -> {
      BlurKernel.of(sigma.draw(random), radius).blur(image);
      return image;
    };
  }

  static int radius(long kernelSize, int viewSize) {
    return kernelSize == 0 ? Math.max(1, viewSize / 10 / 2) : (int) (kernelSize / 2);
  }
}
