package dev.doppel.views;

import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import java.util.random.RandomGenerator;

/**
 * Cuts out a box of random area, shape and place, and resizes it to the view.
 *
 * <p>The area is uniform and the logarithm of the aspect is uniform, independently (Szegedy et al.,
 * Going deeper with convolutions, 2015, section 6; torchvision's {@code RandomResizedCrop}). A box
 * that does not fit the image is drawn again; after {@value #ATTEMPTS} such boxes the largest
 * centred one with an allowed aspect is taken.
 *
 * @param area the bounds of the area, in areas of the image
 * @param aspect the bounds of the width, in heights of the box
 * @param size the height and width of the result, in pixels
 * @param interpolation the filter
 */
record RandomResizedCrop(Bounds area, Bounds aspect, int size, Interpolation interpolation)
    implements ViewOperation {

  private static final int ATTEMPTS = 10;

  @Override
  public Image apply(Image image, RandomGenerator random) {
    CropBox box = draw(image.height(), image.width(), random);
    return Resampler.resample(image, box, size, interpolation);
  }

  @Override
  public boolean modifiesInput() {
    return false;
  }

  CropBox draw(int imageHeight, int imageWidth, RandomGenerator random) {
    Bounds logarithm = new Bounds(Math.log(aspect.least()), Math.log(aspect.most()));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double pixels = area.draw(random) * imageHeight * imageWidth;
      double ratio = Math.exp(logarithm.draw(random));
      int width = (int) Math.rint(Math.sqrt(pixels * ratio));
      int height = (int) Math.rint(Math.sqrt(pixels / ratio));
      if (width > 0 && width <= imageWidth && height > 0 && height <= imageHeight) {
        int top = (int) (random.nextDouble() * (imageHeight - height + 1));
        int left = (int) (random.nextDouble() * (imageWidth - width + 1));
        return new CropBox(top, left, height, width);
      }
    }
    return fallback(imageHeight, imageWidth);
  }

  CropBox fallback(int imageHeight, int imageWidth) {
    double ratio = (double) imageWidth / imageHeight;
    // A sliver of an image keeps at least one row or column.
    int height =
        ratio < aspect.least()
            ? Math.max(1, (int) Math.rint(imageWidth / aspect.least()))
            : imageHeight;
    int width =
        ratio > aspect.most()
            ? Math.max(1, (int) Math.rint(imageHeight * aspect.most()))
            : imageWidth;
    return CropBox.centred(imageHeight, imageWidth, height, width);
  }
}
