package dev.doppel.data;

import dev.doppel.spi.view.Image;

/**
 * One image of {@code shapes}: a figure in one colour on a ground that runs from one colour to
 * another, with soft blotches, and grain over all. What is drawn and where is in fractions of the
 * image's side, so that an image of another size shows the same scene; only the grain differs.
 *
 * <p>Everything but the figure is drawn independently of its class: neither colour, size, place nor
 * ground says what it is. Sines come from {@link StrictMath} and all else is exact arithmetic, so
 * an image is the same bit for bit on every machine.
 */
final class ShapeScene {

  private static final double LEAST_RADIUS = 0.2;
  private static final double GREATEST_RADIUS = 0.35;
  private static final double GREATEST_TURN = Math.PI / 12;
  private static final double SLOPE = 0.2;
  private static final double BLOTCHES = 0.1;
  private static final double GRAIN = 0.04;

  private static final double BRIGHTEST_GROUND = 0.5;

  /** How much brighter a figure is than its ground at least, in luma, of 1. */
  private static final double CONTRAST = 0.25;

  private static final int CHANNELS = 3;

  private final SplitMix random;
  private final Outline outline;
  private final double radius;
  private final double centreX;
  private final double centreY;
  private final double cosine;
  private final double sine;
  private final double[] ground = new double[CHANNELS];
  private final double[] slopeX = new double[CHANNELS];
  private final double[] slopeY = new double[CHANNELS];
  private final double[] ink;
  private final SoftNoise blotches;

  ShapeScene(Figure figure, SplitMix random) {
    this.random = random;
    this.outline = figure.outline();
    radius = random.between(LEAST_RADIUS, GREATEST_RADIUS);
    centreX = random.between(radius, 1 - radius);
    centreY = random.between(radius, 1 - radius);
    double angle = random.between(-GREATEST_TURN, GREATEST_TURN);
    cosine = StrictMath.cos(angle) / radius;
    sine = StrictMath.sin(angle) / radius;
    for (int channel = 0; channel < CHANNELS; channel++) {
      ground[channel] = random.between(0, BRIGHTEST_GROUND);
      slopeX[channel] = random.between(-SLOPE, SLOPE);
      slopeY[channel] = random.between(-SLOPE, SLOPE);
    }
    ink = contrastingInk();
    blotches = new SoftNoise(random, CHANNELS);
  }

  private double[] contrastingInk() {
    double groundLuma = luma(ground);
    // Even the brightest ground leaves one ink in six, so this ends soon.
    while (true) {
      double[] candidate = {random.unit(), random.unit(), random.unit()};
      if (luma(candidate) - groundLuma >= CONTRAST) {
        return candidate;
      }
    }
  }

  private static double luma(double[] colour) {
    return Channels.luma((float) colour[0], (float) colour[1], (float) colour[2]);
  }

  /** Draws the scene, once: the grain goes on with the scene's random numbers. */
  Image draw(int size) {
    int plane = size * size;
    float[] pixels = new float[CHANNELS * plane];
    for (int row = 0; row < size; row++) {
      double y = (row + 0.5) / size;
      for (int column = 0; column < size; column++) {
        double x = (column + 0.5) / size;
        double cover = cover(x, y, size);
        for (int channel = 0; channel < CHANNELS; channel++) {
          double behind =
              ground[channel]
                  + slopeX[channel] * (x - 0.5)
                  + slopeY[channel] * (y - 0.5)
                  + BLOTCHES * blotches.at(channel, x, y);
          double value = behind + cover * (ink[channel] - behind) + grain();
          pixels[channel * plane + row * size + column] = (float) Math.max(0, Math.min(1, value));
        }
      }
    }
    return new Image(CHANNELS, size, size, pixels);
  }

  /** How much of a pixel the figure covers, by the distance of its middle from the border. */
  private double cover(double x, double y, int size) {
    double fromX = x - centreX;
    double fromY = y - centreY;
    double distance =
        outline.distance(cosine * fromX + sine * fromY, cosine * fromY - sine * fromX);
    return Math.max(0, Math.min(1, 0.5 - distance * radius * size));
  }

  private double grain() {
    return random.between(-GRAIN, GRAIN);
  }
}
