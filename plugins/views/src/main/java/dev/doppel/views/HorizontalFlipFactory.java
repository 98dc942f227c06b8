package dev.doppel.views;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewTarget;

/** Creates {@code horizontal-flip}. How often a view is flipped is the policy's probability. */
final class HorizontalFlipFactory implements ViewOperationFactory {

  @Override
  public String name() {
    return "horizontal-flip";
  }

  @Override
  public String description() {
    return "Swaps left and right.";
  }

  @Override
  public ViewOperation create(Options options, ViewTarget target) {
    return (image, random) -> flip(image);
  }

  private static Image flip(Image image) {
    float[] pixels = image.pixels();
    for (int start = 0; start < pixels.length; start += image.width()) {
      int left = start;
      for (int right = start + image.width() - 1; left < right; right--) {
        float value = pixels[left];
        pixels[left] = pixels[right];
        pixels[right] = value;
        left++;
      }
    }
    return image;
  }
}
