package dev.doppel.cli.file;

import dev.doppel.spi.view.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes images as PNG: files, or inside the page that shows them. */
public final class PngImage {

  private PngImage() {}

  /**
   * An image as the address of an HTML image element.
   *
   * @param image the image; values outside [0, 1] are clipped
   * @return an address that holds the whole file
   */
  public static String dataAddress(Image image) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(encode(image));
  }

  /**
   * An image as a file.
   *
   * @param image the image; values outside [0, 1] are clipped
   * @return the file's bytes
   */
  public static byte[] encode(Image image) {
    BufferedImage picture =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    int plane = image.width() * image.height();
    for (int i = 0; i < plane; i++) {
      int red = level(image, i, 0);
      int green = level(image, i, Math.min(1, image.channels() - 1));
      int blue = level(image, i, Math.min(2, image.channels() - 1));
      picture.setRGB(i % image.width(), i / image.width(), red << 16 | green << 8 | blue);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // The stream that ImageIO would choose keeps a file, which it deletes in a shutdown hook: it
    // cannot be made any more when a run is interrupted and the machine is already ending.
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(picture, "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
    return out.toByteArray();
  }

  private static int level(Image image, int position, int channel) {
    float value = image.pixels()[channel * image.width() * image.height() + position];
    return Math.round(255 * Math.min(1, Math.max(0, value)));
  }
}
