package dev.doppel.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file that is read from start to end, unpacked on the way if it is gzip, which its first two
 * bytes say. Holds it to the length announced: less and more are both errors. Every exception is a
 * {@link DataException} that names the file.
 */
final class DataFile implements Closeable {

  /** What deflate reaches at most, 258 bytes from two bits. */
  private static final long GREATEST_RATIO = 1032;

  private static final int GZIP_MAGIC = 0x1F8B;
  private static final int FIRST_CHUNK = 1 << 20;

  private final Path path;
  private final long length;
  private final boolean packed;
  private final InputStream stream;
  private long position;

  private DataFile(Path path, long length, boolean packed, InputStream stream) {
    this.path = path;
    this.length = length;
    this.packed = packed;
    this.stream = stream;
  }

  static DataFile open(Path path) {
    InputStream stream = null;
    try {
      stream = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
      stream.mark(2);
      boolean packed = (stream.read() << 8 | stream.read()) == GZIP_MAGIC;
      stream.reset();
      InputStream content = packed ? new GZIPInputStream(stream, 1 << 16) : stream;
      return new DataFile(path, Files.size(path), packed, content);
    } catch (IOException e) {
      close(stream);
      throw e instanceof EOFException
          ? new DataException(
              Words.text("'%s' is truncated: it ends within its gzip header", path), e)
          : FileProblems.cannotRead(path, e);
    }
  }

  /** Whether the file is gzip. */
  boolean packed() {
    return packed;
  }

  /** The bytes of the file as it lies on the disk. */
  long length() {
    return length;
  }

  /** The most bytes that can follow: the rest of the file, or what gzip can make of all of it. */
  long greatestRest() {
    return (packed ? Math.multiplyExact(length, GREATEST_RATIO) : length) - position;
  }

  /** Reads four bytes, the most significant first. What they are is for the message. */
  int readInt(String what) {
    return ByteBuffer.wrap(read(Integer.BYTES, what)).getInt();
  }

  /**
   * Reads so many bytes. What they are is for the message. Memory is taken as bytes arrive, because
   * the number comes from a header that may lie.
   */
  byte[] read(int count, String what) {
    byte[] bytes = new byte[Math.min(count, FIRST_CHUNK)];
    int filled = 0;
    try {
      while (filled < count) {
        if (filled == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(count, 2L * filled));
        }
        int more = stream.read(bytes, filled, bytes.length - filled);
        if (more < 0) {
          throw truncated(what, count, filled, null);
        }
        filled += more;
        position += more;
      }
      return bytes;
    } catch (EOFException e) {
      throw truncated(what, count, filled, e);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Checks that nothing follows, and with it gzip's own checksum. */
  void end() {
    try {
      if (stream.read() >= 0) {
        throw new DataException(
            Words.text(
                "'%s' is too long: expected %,d bytes by its header, found more", path, position));
      }
    } catch (EOFException e) {
      throw new DataException(
          Words.text(
              "'%s' is truncated: all %,d bytes are there, but gzip's checksum after them is not",
              path, position),
          e);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private DataException truncated(String what, int expected, int found, EOFException cause) {
    return new DataException(
        Words.text(
            "'%s' is truncated: expected %,d bytes for %s, found %,d", path, expected, what, found),
        cause);
  }

  private DataException broken(IOException cause) {
    return cause instanceof ZipException
        ? new DataException(
            Words.text(
                "'%s' is broken after %,d unpacked bytes: gzip reports '%s'",
                path, position, cause.getMessage()),
            cause)
        : FileProblems.cannotRead(path, cause);
  }

  @Override
  public void close() {
    close(stream);
  }

  private static void close(InputStream stream) {
    try {
      if (stream != null) {
        stream.close();
      }
    } catch (IOException e) {
      // Nothing was written, so nothing is lost, and what was read has been checked.
      return;
    }
  }
}
