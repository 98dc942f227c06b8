package dev.doppel.data;

import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.spi.view.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG and JPEG files by the JDK's readers. The file's first bytes decide which, not its
 * name.
 *
 * <p>What becomes of the many kinds of images: 16-bit values keep their precision; palettes are
 * looked up; transparent pixels are laid on white; gray and colour are converted as {@link
 * Channels} says. Colour profiles and the orientation in a camera's notes are not applied, as they
 * are not by torchvision. CMYK is refused.
 *
 * <p>A truncated file is an error here, although the JDK's JPEG reader fills the rest with gray and
 * only warns: half an image would teach something wrong in silence.
 */
final class ImageDecoder {

  /** 400 megabytes for a plane of floats; more is a mistake, or meant to exhaust memory. */
  private static final long MOST_PIXELS = 100_000_000;

  private static final long MOST_BYTES = 1L << 28;

  private static final String UNKNOWN_COLOURS =
      "its colours are neither gray nor RGB, perhaps CMYK";

  private ImageDecoder() {}

  static Image decode(Path path, int channels) throws UnreadableImageException {
    try {
      return Channels.convert(Rasters.toImage(read(path)), channels);
    } catch (IOException e) {
      throw new UnreadableImageException("'" + path + "'", reason(e), e);
    } catch (RuntimeException e) {
      // The JDK's readers answer nonsense in a file with exceptions of many kinds.
      throw new UnreadableImageException(
          "'" + path + "'", "the decoder failed with '" + e + "'", e);
    }
  }

  private static String reason(IOException problem) {
    if (problem instanceof IIOException && problem.getCause() instanceof EOFException) {
      return "the file ends before the image does";
    }
    if (problem instanceof IIOException && problem.getCause() instanceof ZipException) {
      return "its compressed data are broken (" + problem.getCause().getMessage() + ")";
    }
    return FileProblems.reason(problem);
  }

  private static BufferedImage read(Path path) throws IOException {
    long length = Files.size(path);
    if (length == 0) {
      throw new BrokenImageException("the file is empty");
    }
    if (length > MOST_BYTES) {
      throw new BrokenImageException(
          Words.text("the file has %,d bytes, at most %,d are read", length, MOST_BYTES));
    }
    byte[] bytes = Files.readAllBytes(path);
    ImageFormat format =
        ImageFormat.of(bytes)
            .orElseThrow(() -> new BrokenImageException("it is neither PNG nor JPEG"));
    BufferedImage image = decode(bytes, format.newReader());
    // JPEG knows no transparency: a fourth channel is black ink, whatever the reader takes it for.
    if (format == ImageFormat.JPEG && image.getRaster().getNumBands() == 4) {
      throw new BrokenImageException(UNKNOWN_COLOURS);
    }
    return image;
  }

  private static BufferedImage decode(byte[] bytes, ImageReader reader) throws IOException {
    TruncationListener truncation = new TruncationListener();
    try (MemoryCacheImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.addIIOReadWarningListener(truncation);
      reader.setInput(stream, true, true);
      checkSize(reader.getWidth(0), reader.getHeight(0));
      if (!reader.getImageTypes(0).hasNext()) {
        throw new BrokenImageException(UNKNOWN_COLOURS);
      }
      BufferedImage image = reader.read(0);
      truncation.check();
      return image;
    } finally {
      reader.dispose();
    }
  }

  private static void checkSize(int width, int height) throws BrokenImageException {
    if ((long) width * height > MOST_PIXELS) {
      throw new BrokenImageException(
          Words.text("it has %dx%d pixels, at most %,d are read", width, height, MOST_PIXELS));
    }
  }
}
