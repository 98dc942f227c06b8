package dev.doppel.swav;

import dev.doppel.spi.view.MultiCropViews;
import dev.doppel.spi.view.ViewChances;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewStyle;
import java.util.List;

/**
 * The view policy {@code swav}: multi-crop, global crops and several local ones of a smaller size,
 * all with the jitter and blur of SimCLR (arXiv 2006.09882, with the official code's areas).
 *
 * <p>Options make the views milder, which small images need. Images of one channel have no colour
 * to change: grayscale, saturation and hue are left out.
 */
final class SwavViews {

  private SwavViews() {}

  static ViewPolicyFactory policy() {
    return new MultiCropViews(
        "swav",
        "Multi-crop: global and local crops with strong colour jitter and blur (SwAV).",
        new ViewStyle("bilinear", false, 0.8, 0.8, 0.2),
        new MultiCropViews.Areas(0.14, 0.14, 6),
        List.of(new ViewChances(0.5, 0)),
        new ViewChances(0.5, 0),
        new MultiCropViews.Words("not assigned", "blur every other view"));
  }
}
