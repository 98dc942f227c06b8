package dev.doppel.views;

import dev.doppel.spi.view.Image;
import java.util.List;

/**
 * A colour jitter with its parameters drawn. After each adjustment, values are cut to [0, 1].
 *
 * <ul>
 *   <li>brightness multiplies by the factor;
 *   <li>contrast blends with the mean brightness of the image as it is then;
 *   <li>saturation blends with each pixel's brightness;
 *   <li>hue turns the hue.
 * </ul>
 *
 * A factor of 0 is full blending, 1 none. An image of one channel is its own brightness, and has
 * neither saturation nor hue.
 *
 * @param order the adjustments, in order, each at most once
 * @param brightness the factor of brightness, from 0
 * @param contrast the factor of contrast, from 0
 * @param saturation the factor of saturation, from 0
 * @param hue the turn, as a share of the circle, from -0.5 to 0.5
 */
record Jitter(
    List<Adjustment> order, float brightness, float contrast, float saturation, float hue) {

  /** Changes the image in place. */
  void apply(Image image) {
    if (image.channels() == 1) {
      applyToGray(image.pixels());
    } else {
      applyToColor(image);
    }
  }

  private void applyToGray(float[] pixels) {
    for (Adjustment adjustment : order) {
      if (adjustment == Adjustment.BRIGHTNESS) {
        ColorBlock.blend(pixels, brightness, 0);
      } else if (adjustment == Adjustment.CONTRAST) {
        double sum = 0;
        for (float value : pixels) {
          sum += value;
        }
        ColorBlock.blend(pixels, contrast, contrastShift(sum / pixels.length));
      }
    }
  }

  /** In two passes: contrast needs the mean of what the adjustments before it yield. */
  private void applyToColor(Image image) {
    int turn = order.indexOf(Adjustment.CONTRAST);
    ColorBlock block = new ColorBlock(image);
    double sum = 0;
    while (turn >= 0 && block.next()) {
      for (Adjustment adjustment : order.subList(0, turn)) {
        apply(adjustment, block, 0);
      }
      sum += block.lumaSum();
      block.store();
    }
    float shift = contrastShift(sum / ((double) image.height() * image.width()));
    while (block.next()) {
      for (Adjustment adjustment : order.subList(Math.max(turn, 0), order.size())) {
        apply(adjustment, block, shift);
      }
      block.store();
    }
  }

  private float contrastShift(double mean) {
    return (float) ((1 - contrast) * mean);
  }

  private void apply(Adjustment adjustment, ColorBlock block, float contrastShift) {
    switch (adjustment) {
      case BRIGHTNESS -> block.blend(brightness, 0);
      case CONTRAST -> block.blend(contrast, contrastShift);
      case SATURATION -> block.saturate(saturation);
      case HUE -> block.shiftHue(hue);
    }
  }
}
