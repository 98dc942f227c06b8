package dev.doppel.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** Small files of every kind. */
final class TestFiles {

  private TestFiles() {}

  static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Images of {@code height x width} whose bytes count up from 0. */
  static byte[] idxImages(int count, int height, int width) {
    byte[] pixels = new byte[count * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return idx(0x803, pixels, count, height, width);
  }

  static byte[] idxLabels(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return idx(0x801, bytes, labels.length);
  }

  static byte[] idx(int magic, byte[] content, int... dimensions) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + content.length);
    buffer.putInt(magic);
    Arrays.stream(dimensions).forEach(buffer::putInt);
    return buffer.put(content).array();
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
      stream.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static byte[] first(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  /**
   * Records of CIFAR: image i is red {@code 3 * i}, green {@code 3 * i + 1}, blue {@code 3 * i + 2}
   * all over.
   *
   * @param labels the labels of each image, one or two
   */
  static byte[] cifar(int[]... labels) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (int i = 0; i < labels.length; i++) {
      for (int label : labels[i]) {
        records.write(label);
      }
      for (int position = 0; position < 3 * 32 * 32; position++) {
        records.write(3 * i + position / (32 * 32));
      }
    }
    return records.toByteArray();
  }

  static byte[] png(BufferedImage image) {
    return encoded(image, "png");
  }

  static byte[] jpeg(BufferedImage image) {
    return encoded(image, "jpeg");
  }

  /** A picture of one colour, {@code 0xRRGGBB}. */
  static BufferedImage plain(int width, int height, int colour) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, colour);
      }
    }
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalStateException("no writer of " + format + " for " + image);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
