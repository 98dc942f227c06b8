package dev.doppel.views;

/**
 * Turns the hue of pixels, keeping the saturation and value of the HSV hexcone (Smith, Color gamut
 * transform pairs, 1978), without ever computing a hue by cases.
 *
 * <p>Let c = max - min be a pixel's chroma, and write its channels as R, G, B in [0, 1] by (r -
 * min) / c and so on. On the circle of hues, of circumference 6, red is at 0, green at 2, blue at
 * 4, and each channel is a function of the hue's distance d from its own place: clamp(2 - d, 0, 1).
 * The distance from red is m = 1 - R + G + B, the side is the sign s of G - B, so the hue is s m in
 * [-3, 3]. After a turn by t, the hue's distance from a place p is the old hue's distance from p -
 * t. All of it is minima, maxima and sums, so the loops are free of branches; and everything is
 * multiplied by c, so that nothing is divided and gray pixels need no care.
 */
final class HueShift {

  /** Turns any difference of two floats near 1 into more than 1, and stays finite. */
  private static final float STEEP = 1e30f;

  private final float[] least;
  private final float[] chroma;
  private final float[] hue;

  HueShift(int length) {
    least = new float[length];
    chroma = new float[length];
    hue = new float[length];
  }

  /**
   * Turns hues.
   *
   * @param red the values of red, changed in place; likewise the others
   * @param shift the turn as a share of the full circle, from -0.5 to 0.5
   */
  void apply(float[] red, float[] green, float[] blue, float shift) {
    span(red, green, blue, least, chroma);
    hue(red, green, blue, least, chroma, hue);
    float turn = 6 * shift;
    channel(red, least, chroma, hue, place(0, turn));
    channel(green, least, chroma, hue, place(2, turn));
    channel(blue, least, chroma, hue, place(4, turn));
  }

  /** Where a channel's place was before the turn, in [-3, 3]. */
  private static float place(float channel, float turn) {
    float place = channel - turn;
    return place > 3 ? place - 6 : place;
  }

  private static void span(
      float[] red, float[] green, float[] blue, float[] least, float[] chroma) {
    for (int i = 0; i < chroma.length; i++) {
      float min = Math.min(red[i], Math.min(green[i], blue[i]));
      least[i] = min;
      chroma[i] = Math.max(red[i], Math.max(green[i], blue[i])) - min;
    }
  }

  /** The hue times the chroma. Where green equals blue, the side is as good as the other. */
  private static void hue(
      float[] red, float[] green, float[] blue, float[] least, float[] chroma, float[] hue) {
    for (int i = 0; i < hue.length; i++) {
      float side = Math.max(-1, Math.min(1, (green[i] - blue[i]) * STEEP + 1));
      hue[i] = side * (chroma[i] - red[i] + green[i] + blue[i] - least[i]);
    }
  }

  private static void channel(
      float[] channel, float[] least, float[] chroma, float[] hue, float place) {
    for (int i = 0; i < channel.length; i++) {
      float width = chroma[i];
      float far = Math.abs(hue[i] - place * width);
      float distance = Math.min(far, 6 * width - far);
      channel[i] = least[i] + Math.max(0, Math.min(width, 2 * width - distance));
    }
  }
}
