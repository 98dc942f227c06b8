package dev.doppel.runtime.view;

import dev.doppel.runtime.boundary.PluginBoundary;
import dev.doppel.runtime.view.OperationLookup.PreparedOperation;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewSpecification;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes one view of a sample: the steps of its specification, ready to run. */
final class ViewMaker {

  private final String policy;
  private final ViewSpecification view;
  private final int channels;
  private final List<Step> steps;

  /**
   * A step, ready to run.
   *
   * @param probability how likely the view undergoes it
   * @param prepared the operation
   */
  private record Step(double probability, PreparedOperation prepared) {}

  ViewMaker(ViewSpecification view, int channels, OperationLookup lookup) {
    this.policy = lookup.policy();
    this.view = view;
    this.channels = channels;
    this.steps =
        view.steps().stream()
            .map(step -> new Step(step.probability(), lookup.create(view, step, channels)))
            .toList();
  }

  /**
   * Makes the view.
   *
   * @param sample the sample, not changed
   * @param random the chance of this sample and view; one number is drawn a step whether or not
   *     chance decides, so that changing one step's probability leaves the others' draws as they
   *     are
   * @return the view; the sample itself if no step was taken
   */
  @SuppressWarnings("ReferenceEquality") // whether it is the caller's own image, not an equal one
  Image make(Image sample, RandomGenerator random) {
    Image image = sample;
    Optional<PluginBoundary> resized = Optional.empty();
    for (Step step : steps) {
      if (random.nextDouble() < step.probability()) {
        ViewOperation operation = step.prepared().operation();
        boolean protect = image == sample && operation.modifiesInput();
        Image result = operation.apply(protect ? image.copy() : image, random);
        if (result.height() != image.height() || result.width() != image.width()) {
          resized = Optional.of(step.prepared().boundary());
        }
        image = result;
      }
    }
    if (image.channels() != channels
        || image.height() != view.size()
        || image.width() != view.size()) {
      throw wrongSize(sample, image, resized);
    }
    return image;
  }

  /** Who made the size answers for it, but not for the channels, which are the sample's. */
  private RuntimeException wrongSize(Image sample, Image image, Optional<PluginBoundary> resized) {
    String wanted =
        "as %s instead of %d x %d x %d (channels, height, width), from a sample of %s"
            .formatted(size(image), channels, view.size(), view.size(), size(sample));
    String place = "view '%s' of view policy '%s'".formatted(view.name(), policy);
    return resized
        .filter(boundary -> image.channels() == channels)
        .<RuntimeException>map(boundary -> boundary.fault("left " + place + " " + wanted))
        .orElseGet(
            () ->
                new IllegalStateException(
                    "%s came out %s; does the policy crop to the view's size?"
                        .formatted(place, wanted)));
  }

  private static String size(Image image) {
    return "%d x %d x %d".formatted(image.channels(), image.height(), image.width());
  }
}
