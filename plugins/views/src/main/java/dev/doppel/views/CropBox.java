package dev.doppel.views;

/**
 * A part of an image, in pixels.
 *
 * @param top the first row
 * @param left the first column
 * @param height the number of rows
 * @param width the number of columns
 */
record CropBox(int top, int left, int height, int width) {

  /** The box of a size in the middle of an image; half a pixel goes to the top left. */
  static CropBox centred(int imageHeight, int imageWidth, int height, int width) {
    return new CropBox((imageHeight - height) / 2, (imageWidth - width) / 2, height, width);
  }
}
