package dev.doppel.byol;

import dev.doppel.spi.view.CropViews;
import dev.doppel.spi.view.ViewChances;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewStyle;
import java.util.List;

/**
 * The view policy {@code byol}: an asymmetric pair, the first view always blurred, the second
 * seldom blurred and sometimes solarised (arXiv 2006.07733, appendix B, table 6).
 *
 * <p>Options make the views milder, which small images need. Further views repeat the pair. Images
 * of one channel have no colour to change: grayscale, saturation and hue are left out.
 */
final class ByolViews {

  private ByolViews() {}

  static ViewPolicyFactory policy() {
    return new CropViews(
        "byol",
        "An asymmetric pair of crops with colour jitter, blur and solarisation (BYOL).",
        new ViewStyle("bicubic", false, 0.4, 0.2, 0.1),
        0.08,
        List.of(new ViewChances(1, 0), new ViewChances(0.1, 0.2)),
        "blur every first view and every tenth second one",
        true);
  }
}
