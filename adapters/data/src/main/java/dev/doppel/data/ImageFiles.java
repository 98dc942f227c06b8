package dev.doppel.data;

import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.spi.view.Image;
import java.nio.file.Path;

/** Reads single images that belong to no set. */
public final class ImageFiles {

  private ImageFiles() {}

  /**
   * Reads an image as sets of images are read.
   *
   * @param file a PNG or JPEG file; its first bytes decide which
   * @param channels the channels to convert it to, 1 or 3
   * @return a new image with values in [0, 1]
   * @throws UnreadableImageException if there is no such file, or it is broken
   */
  public static Image read(Path file, int channels) throws UnreadableImageException {
    return ImageDecoder.decode(file, channels);
  }
}
