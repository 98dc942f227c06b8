package dev.doppel.dino;

import dev.doppel.spi.view.MultiCropViews;
import dev.doppel.spi.view.ViewChances;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewStyle;
import java.util.List;

/**
 * The view policy {@code dino}: multi-crop, two global crops that differ in blur and solarisation
 * as BYOL's pair, and several local crops of a smaller size (arXiv 2104.14294, with the official
 * code's areas and chances).
 *
 * <p>Options make the views milder, which small images need. Global crops beyond the second repeat
 * the pair. Images of one channel have no colour to change: grayscale, saturation and hue are left
 * out.
 */
final class DinoViews {

  private DinoViews() {}

  static ViewPolicyFactory policy() {
    return new MultiCropViews(
        "dino",
        "Multi-crop: an asymmetric pair of global crops, and local crops (DINO).",
        new ViewStyle("bicubic", false, 0.4, 0.2, 0.1),
        new MultiCropViews.Areas(0.4, 0.4, 8),
        List.of(new ViewChances(1, 0), new ViewChances(0.1, 0.2)),
        new ViewChances(0.5, 0),
        new MultiCropViews.Words(
            "no targets",
            "blur every first global crop, every tenth second one and every other local crop"));
  }
}
