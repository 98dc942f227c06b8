package dev.doppel.mocov3;

import java.util.Map;

/** The milder views that the recipes for small images share. */
final class MocoV3SmallViews {

  private MocoV3SmallViews() {}

  static void put(Map<String, String> settings) {
    settings.put("views.minimum-area", "0.5");
    // Where views keep their hues, those alone tell images apart, and little else is learned.
    settings.put("views.jitter-strength", "2");
    settings.put("views.hue", "0.5");
    settings.put("views.blur", "false");
    settings.put("views.solarization", "false");
  }
}
