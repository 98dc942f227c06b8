package dev.doppel.data;

import dev.doppel.runtime.data.ImageSource;

/**
 * The classes of a list of images, as bytes from 0 to 255.
 *
 * @param values one label an image; null if there are none; not copied
 * @param classes the number of classes; 0 if there are no labels
 */
record Labels(byte[] values, int classes) {

  /** No labels. */
  static Labels none() {
    return new Labels(null, 0);
  }

  /** Labels whose classes run from 0 to the greatest of them. */
  static Labels of(byte[] values) {
    int greatest = 0;
    for (byte value : values) {
      greatest = Math.max(greatest, value & 0xFF);
    }
    return new Labels(values, greatest + 1);
  }

  /** The same labels among at least so many classes. */
  Labels among(int more) {
    return classes == 0 ? this : new Labels(values, Math.max(classes, more));
  }

  int of(int index) {
    return classes == 0 ? ImageSource.NO_LABEL : values[index] & 0xFF;
  }
}
