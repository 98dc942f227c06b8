package dev.doppel.views;

import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Changes brightness, contrast, saturation and hue, in random order. Factors are uniform in {@code
 * [max(0, 1 - x), 1 + x]}, the turn of the hue in {@code [-x, x]}. An adjustment whose x is 0 is
 * left out.
 *
 * @param brightness the x of brightness, from 0; likewise contrast and saturation
 * @param hue the x of the hue, from 0 to 0.5
 */
record ColorJitter(double brightness, double contrast, double saturation, double hue)
    implements ViewOperation {

  @Override
  public Image apply(Image image, RandomGenerator random) {
    draw(random).apply(image);
    return image;
  }

  Jitter draw(RandomGenerator random) {
    return new Jitter(
        order(random),
        (float) Bounds.aroundOne(brightness).draw(random),
        (float) Bounds.aroundOne(contrast).draw(random),
        (float) Bounds.aroundOne(saturation).draw(random),
        (float) new Bounds(-hue, hue).draw(random));
  }

  private List<Adjustment> order(RandomGenerator random) {
    List<Adjustment> order = new ArrayList<>(Arrays.asList(Adjustment.values()));
    for (int last = order.size() - 1; last > 0; last--) {
      Collections.swap(order, last, (int) (random.nextDouble() * (last + 1)));
    }
    order.removeIf(adjustment -> spread(adjustment) == 0);
    return order;
  }

  private double spread(Adjustment adjustment) {
    return switch (adjustment) {
      case BRIGHTNESS -> brightness;
      case CONTRAST -> contrast;
      case SATURATION -> saturation;
      case HUE -> hue;
    };
  }
}
