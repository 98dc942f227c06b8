package dev.doppel.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The formats that the JDK decodes and that training images come in. */
enum ImageFormat {
  /** Portable network graphics. */
  PNG("\u0089PNG\r\n\u001a\n"),

  /** JPEG, of any dialect that has its start marker. */
  JPEG("\u00ff\u00d8\u00ff");

  private final String signature;

  ImageFormat(String signature) {
    this.signature = signature;
  }

  /** The format that a file's first bytes announce. */
  static Optional<ImageFormat> of(byte[] bytes) {
    return Arrays.stream(values()).filter(format -> format.begins(bytes)).findFirst();
  }

  private boolean begins(byte[] bytes) {
    // Latin-1 maps each byte to the character of the same number.
    int length = Math.min(bytes.length, signature.length());
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).equals(signature);
  }

  /** A new reader, to be disposed of by the caller. */
  ImageReader newReader() throws BrokenImageException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(name());
    if (!readers.hasNext()) {
      throw new BrokenImageException("this Java installation has no decoder for " + this);
    }
    return readers.next();
  }
}
