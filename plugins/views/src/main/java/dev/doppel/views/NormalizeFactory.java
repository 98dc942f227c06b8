package dev.doppel.views;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Creates {@code normalize}. */
final class NormalizeFactory implements ViewOperationFactory {

  static final Option<String> MEAN =
      Option.text("mean")
          .defaultValue("0.5")
          .describedAs("subtracted: one number a channel, separated by commas, or one for all");

  static final Option<String> DEVIATION =
      Option.text("deviation")
          .defaultValue("0.5")
          .describedAs("divided by afterwards: numbers as for mean, each above 0");

  @Override
  public String name() {
    return "normalize";
  }

  @Override
  public String description() {
    return "Subtracts a mean and divides by a deviation, channel by channel.";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(MEAN, DEVIATION);
  }

  @Override
  public List<String> problems(Options options) {
    List<String> problems = new ArrayList<>();
    Optional<ChannelValues> mean = ChannelValues.parse(options.get(MEAN));
    if (mean.isEmpty()) {
      problems.add(notNumbers(MEAN, options));
    }
    Optional<ChannelValues> deviation = ChannelValues.parse(options.get(DEVIATION));
    if (deviation.isEmpty()) {
      problems.add(notNumbers(DEVIATION, options));
    } else if (!deviation.get().allPositive()) {
      problems.add(
          "'deviation' = %s has a number that is not above 0".formatted(options.get(DEVIATION)));
    }
    return problems;
  }

  private static String notNumbers(Option<String> option, Options options) {
    return "'%s' = %s must be one number, or three separated by commas"
        .formatted(option.name(), options.get(option));
  }

  @Override
  public ViewOperation create(Options options, ViewTarget target) {
    float[] means = values(MEAN, options, target);
    float[] deviations = values(DEVIATION, options, target);
    return (image, random) -> normalize(image, means, deviations);
  }

  private static float[] values(Option<String> option, Options options, ViewTarget target) {
    String text = options.get(option);
    return ChannelValues.parse(text)
        .flatMap(values -> values.of(target.channels()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' = %s must be one number, as a view has %d channel"
                        .formatted(option.name(), text, target.channels())));
  }

  private static Image normalize(Image image, float[] means, float[] deviations) {
    float[] pixels = image.pixels();
    int plane = image.height() * image.width();
    for (int channel = 0; channel < image.channels(); channel++) {
      float mean = means[channel];
      float factor = 1 / deviations[channel];
      for (int i = channel * plane; i < (channel + 1) * plane; i++) {
        pixels[i] = (pixels[i] - mean) * factor;
      }
    }
    return image;
  }
}
