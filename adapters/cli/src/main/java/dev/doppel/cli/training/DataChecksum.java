package dev.doppel.cli.training;

import dev.doppel.data.DataSet;
import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.runtime.file.Sha256;
import dev.doppel.spi.view.Image;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tells sets of images apart, wherever they lie: by how many images there are, by all their labels
 * and by some of the images themselves, as reading all of them takes minutes.
 */
final class DataChecksum {

  /** Of each part, at equal distances. */
  private static final int IMAGES = 16;

  private DataChecksum() {}

  /**
   * The checksum of a set.
   *
   * @param data the set
   * @return the same text for the same images in the same order
   */
  static String of(DataSet data) {
    MessageDigest digest = Sha256.digest();
    OutputStream digesting = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(digesting))) {
      write(data.train(), out);
      Optional<ImageSource> test = data.test();
      out.writeBoolean(test.isPresent());
      if (test.isPresent()) {
        write(test.get(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a stream in memory does not fail", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void write(ImageSource source, DataOutputStream out) throws IOException {
    int size = source.size();
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeInt(source.label(i));
    }
    int some = Math.min(IMAGES, size);
    for (int i = 0; i < some; i++) {
      // The first and the last are among them.
      writeImage(source, some == 1 ? 0 : (int) ((long) i * (size - 1) / (some - 1)), out);
    }
  }

  private static void writeImage(ImageSource source, int index, DataOutputStream out)
      throws IOException {
    Optional<Image> readable = read(source, index);
    out.writeBoolean(readable.isPresent());
    if (readable.isPresent()) {
      Image image = readable.get();
      out.writeInt(image.channels());
      out.writeInt(image.height());
      out.writeInt(image.width());
      for (float value : image.pixels()) {
        out.writeFloat(value);
      }
    }
  }

  /** A broken image is skipped in training too. */
  private static Optional<Image> read(ImageSource source, int index) {
    try {
      return Optional.of(source.image(index));
    } catch (UnreadableImageException e) {
      return Optional.empty();
    }
  }
}
