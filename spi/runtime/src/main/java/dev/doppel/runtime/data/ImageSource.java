package dev.doppel.runtime.data;

import dev.doppel.spi.view.Image;

/**
 * A set of images with random access, labelled or not. Safe to use from several threads at once.
 */
public interface ImageSource {

  /** What {@link #label} returns for an image without a label. */
  int NO_LABEL = -1;

  /**
   * The number of images, unreadable ones included.
   *
   * @return the number, at least 1
   */
  int size();

  /**
   * The number of channels of every image.
   *
   * @return 1 or 3
   */
  int channels();

  /**
   * Reads an image.
   *
   * @param index its index, from 0
   * @return a new image with values in [0, 1], which the caller may change
   * @throws UnreadableImageException if the image is broken
   */
  Image image(int index) throws UnreadableImageException;

  /**
   * The class of an image.
   *
   * @param index its index, from 0
   * @return the class, from 0, or {@link #NO_LABEL}
   */
  int label(int index);

  /**
   * What an image is called where it comes from.
   *
   * @param index its index, from 0
   * @return a name of its own, such as its file's path below the set's folder; empty if the images
   *     of this set have no names
   */
  default String name(int index) {
    return "";
  }

  /**
   * The number of classes.
   *
   * @return the number; 0 if the images have no labels
   */
  int classes();

  /**
   * The height and width of every image, where they are all squares of one size.
   *
   * @return the size in pixels; 0 if sizes differ or are not known without reading all images
   */
  int uniformSize();

  /**
   * What this set is, for messages and reports.
   *
   * @return a few words, such as {@code 60,000 gray images of 28x28 (IDX) in /data/mnist}
   */
  String description();
}
