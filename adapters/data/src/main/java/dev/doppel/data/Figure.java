package dev.doppel.data;

/** The ten classes of {@code shapes}, in the order of their labels. All fit a disc of radius 1. */
enum Figure {
  CIRCLE(Outline.disc(0, 0, 0.85)),
  RING(Outline.disc(0, 0, 0.95).without(Outline.disc(0, 0, 0.52))),
  HALF_DISC(Outline.disc(0, -0.4, 1).without(Outline.box(2, 2).shifted(0, -2.4))),
  CRESCENT(Outline.disc(0, 0, 0.95).without(Outline.disc(0.55, 0, 0.75))),
  TRIANGLE(Outline.polygon(3, 1, 1)),
  SQUARE(Outline.box(0.7, 0.7)),
  BAR(Outline.box(0.95, 0.28)),
  CROSS(Outline.box(0.95, 0.28).or(Outline.box(0.28, 0.95))),
  STAR(Outline.polygon(10, 1, 0.42)),
  HEART(
      Outline.polygon(4, 0.75, 0.75)
          .or(Outline.disc(0.375, -0.375, 0.53))
          .or(Outline.disc(-0.375, -0.375, 0.53))
          .shifted(0, 0.1));

  @SuppressWarnings("ImmutableEnumChecker") // outlines are functions without state
  private final Outline outline;

  Figure(Outline outline) {
    this.outline = outline;
  }

  Outline outline() {
    return outline;
  }
}
