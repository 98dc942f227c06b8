package dev.doppel.cli.attention;

/** Colours for numbers from 0 to 1: dark blue, violet, orange, light yellow, ever lighter. */
final class ColourMap {

  /** Red, green and blue in [0, 1], at equal distances. Their luma grows from stop to stop. */
  private static final float[][] STOPS = {
    {0.02f, 0.02f, 0.16f},
    {0.30f, 0.06f, 0.45f},
    {0.70f, 0.18f, 0.42f},
    {0.95f, 0.48f, 0.20f},
    {0.99f, 0.95f, 0.62f}
  };

  private ColourMap() {}

  /**
   * The colour of a number.
   *
   * @param value the number; what lies outside [0, 1] has the colour of the nearer end
   * @return red, green and blue in [0, 1]
   */
  static float[] colour(double value) {
    double place = Math.min(1, Math.max(0, value)) * (STOPS.length - 1);
    int stop = Math.min(STOPS.length - 2, (int) place);
    float part = (float) (place - stop);
    float[] colour = new float[3];
    for (int channel = 0; channel < colour.length; channel++) {
      colour[channel] = (1 - part) * STOPS[stop][channel] + part * STOPS[stop + 1][channel];
    }
    return colour;
  }
}
