package dev.doppel.runtime.boundary;

import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import java.util.random.RandomGenerator;

/**
 * A view operation behind a boundary. What size an image has after all of a view's operations is
 * looked at where the view is known.
 *
 * @param operation the view operation
 * @param boundary the boundary
 */
record CheckedViewOperation(ViewOperation operation, PluginBoundary boundary)
    implements ViewOperation {

  @Override
  public Image apply(Image image, RandomGenerator random) {
    Image result = boundary.require("apply", () -> operation.apply(image, random));
    if (result.channels() != image.channels()) {
      throw boundary.fault(
          "made an image of %d channels from one of %d; an operation keeps them"
              .formatted(result.channels(), image.channels()));
    }
    return result;
  }

  @Override
  public boolean modifiesInput() {
    return boundary.call(operation::modifiesInput);
  }
}
