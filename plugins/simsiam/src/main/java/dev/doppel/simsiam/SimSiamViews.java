package dev.doppel.simsiam;

import dev.doppel.spi.view.CropViews;
import dev.doppel.spi.view.ViewChances;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewStyle;
import java.util.List;

/**
 * The view policy {@code simsiam}: views that are all drawn alike, as MoCo v2 draws them (arXiv
 * 2011.10566, appendix A).
 *
 * <p>Options make the views milder, which small images need. Images of one channel have no colour
 * to change: grayscale, saturation and hue are left out.
 */
final class SimSiamViews {

  private SimSiamViews() {}

  static ViewPolicyFactory policy() {
    return new CropViews(
        "simsiam",
        "Crops with colour jitter and blur, all drawn alike (SimSiam, MoCo v2).",
        new ViewStyle("bilinear", true, 0.4, 0.4, 0.1),
        0.2,
        List.of(new ViewChances(0.5, 0)),
        "blur every other view",
        true);
  }
}
