package dev.doppel.views;

import dev.doppel.spi.view.Image;

/**
 * A run of up to {@value #SIZE} pixels of a three-channel image, each channel in an array of its
 * own. Operations on the whole image go over it block by block; the arrays of a block fit the
 * first-level cache together.
 *
 * <p>Loops go over all {@value #SIZE} places; in the last block those past the image's end hold
 * what an earlier block left there, and are never stored.
 */
final class ColorBlock {

  private static final int SIZE = 512;

  private final float[] pixels;
  private final int plane;
  private final float[] red = new float[SIZE];
  private final float[] green = new float[SIZE];
  private final float[] blue = new float[SIZE];
  private final float[] luma = new float[SIZE];
  private final HueShift hueShift = new HueShift(SIZE);
  private int start = -SIZE;

  /** A block over an image with three channels, before its first pixel. */
  ColorBlock(Image image) {
    pixels = image.pixels();
    plane = image.height() * image.width();
  }

  /** Moves on and loads the next pixels; false after the last. */
  boolean next() {
    start += SIZE;
    if (start >= plane) {
      start = -SIZE;
      return false;
    }
    System.arraycopy(pixels, start, red, 0, length());
    System.arraycopy(pixels, start + plane, green, 0, length());
    System.arraycopy(pixels, start + 2 * plane, blue, 0, length());
    return true;
  }

  /** Writes the pixels back. */
  void store() {
    System.arraycopy(red, 0, pixels, start, length());
    System.arraycopy(green, 0, pixels, start + plane, length());
    System.arraycopy(blue, 0, pixels, start + 2 * plane, length());
  }

  /** The pixels of this block. */
  int length() {
    return Math.min(SIZE, plane - start);
  }

  /** The sum of the brightness of this block's pixels. */
  double lumaSum() {
    findLuma();
    double sum = 0;
    for (int i = 0; i < length(); i++) {
      sum += luma[i];
    }
    return sum;
  }

  /** Replaces each value x by {@code factor * x + shift}, cut to [0, 1]. */
  void blend(float factor, float shift) {
    blend(red, factor, shift);
    blend(green, factor, shift);
    blend(blue, factor, shift);
  }

  /** Blends each pixel with its brightness: 0 gives gray, 1 changes nothing. */
  void saturate(float factor) {
    findLuma();
    blend(red, luma, factor);
    blend(green, luma, factor);
    blend(blue, luma, factor);
  }

  /** Turns the hue by a share of the full circle. */
  void shiftHue(float shift) {
    hueShift.apply(red, green, blue, shift);
  }

  /** Replaces each channel by the pixel's brightness. */
  void toGray() {
    findLuma();
    System.arraycopy(luma, 0, red, 0, SIZE);
    System.arraycopy(luma, 0, green, 0, SIZE);
    System.arraycopy(luma, 0, blue, 0, SIZE);
  }

  static void blend(float[] values, float factor, float shift) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, Math.min(1, factor * values[i] + shift));
    }
  }

  private static void blend(float[] values, float[] others, float factor) {
    float rest = 1 - factor;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, Math.min(1, factor * values[i] + rest * others[i]));
    }
  }

  private void findLuma() {
    findLuma(red, green, blue, luma);
  }

  private static void findLuma(float[] red, float[] green, float[] blue, float[] luma) {
    for (int i = 0; i < luma.length; i++) {
      luma[i] = Luma.RED * red[i] + Luma.GREEN * green[i] + Luma.BLUE * blue[i];
    }
  }
}
