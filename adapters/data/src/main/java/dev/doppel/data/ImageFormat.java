package dev.doppel.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The formats that the JDK decodes and that training images come in. */
enum ImageFormat {
  /** Portable network graphics. */
  PNG(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),

  /** JPEG, of any dialect that has its start marker. */
  JPEG(0xFF, 0xD8, 0xFF);

  private final byte[] signature;

  ImageFormat(int... signature) {
    this.signature = new byte[signature.length];
    for (int i = 0; i < signature.length; i++) {
      this.signature[i] = (byte) signature[i];
    }
  }

  /** The format that a file's first bytes announce. */
  static Optional<ImageFormat> of(byte[] bytes) {
    return Arrays.stream(values()).filter(format -> format.begins(bytes)).findFirst();
  }

  private boolean begins(byte[] bytes) {
    int length = signature.length;
    return bytes.length >= length && Arrays.equals(bytes, 0, length, signature, 0, length);
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
