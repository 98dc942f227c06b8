package dev.doppel.mocov2;

import dev.doppel.spi.view.CropViews;
import dev.doppel.spi.view.ViewChances;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewStyle;
import java.util.List;

/**
 * The view policy {@code moco-v2}: two views, the query's and the key's, that are drawn alike
 * (arXiv 2003.04297: MoCo's crops and jitter, with SimCLR's blur).
 *
 * <p>Options make the views milder, which small images need. Images of one channel have no colour
 * to change: grayscale, saturation and hue are left out.
 */
final class MocoV2Views {

  private MocoV2Views() {}

  static ViewPolicyFactory policy() {
    return new CropViews(
        "moco-v2",
        "A pair of crops with colour jitter and blur, drawn alike (MoCo v2).",
        new ViewStyle("bilinear", true, 0.4, 0.4, 0.1),
        0.2,
        List.of(new ViewChances(0.5, 0)),
        "blur every other view",
        false);
  }
}
