package dev.doppel.views;

/** What a colour jitter changes. */
enum Adjustment {
  BRIGHTNESS,
  CONTRAST,
  SATURATION,
  HUE
}
