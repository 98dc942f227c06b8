package dev.doppel.views;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewTarget;

/** Creates {@code grayscale}. */
final class GrayscaleFactory implements ViewOperationFactory {

  @Override
  public String name() {
    return "grayscale";
  }

  @Override
  public String description() {
    return "Gives each channel the pixel's brightness; the number of channels stays.";
  }

  @Override
  public ViewOperation create(Options options, ViewTarget target) {
    return (image, random) -> toGray(image);
  }

  private static Image toGray(Image image) {
    if (image.channels() == 3) {
      ColorBlock block = new ColorBlock(image);
      while (block.next()) {
        block.toGray();
        block.store();
      }
    }
    return image;
  }
}
