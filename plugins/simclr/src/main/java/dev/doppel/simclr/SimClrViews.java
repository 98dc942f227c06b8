package dev.doppel.simclr;

import dev.doppel.spi.view.CropViews;
import dev.doppel.spi.view.ViewChances;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewStyle;
import java.util.List;

/**
 * The view policy {@code simclr}: views that are all drawn alike, with strong jitter (arXiv
 * 2002.05709). The normalisation at the end is not the paper's.
 *
 * <p>Options make the views milder, which small images need. Images of one channel have no colour
 * to change: grayscale, saturation and hue are left out.
 */
final class SimClrViews {

  private SimClrViews() {}

  static ViewPolicyFactory policy() {
    return new CropViews(
        "simclr",
        "Crops with strong colour jitter and blur, all drawn alike (SimCLR).",
        new ViewStyle("bicubic", false, 0.8, 0.8, 0.2),
        0.08,
        List.of(new ViewChances(0.5, 0)),
        "blur every other view",
        true);
  }
}
