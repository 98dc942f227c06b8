package dev.doppel.cli.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicLong;

/** A disk with little room: what fits is written, then writing fails as Linux would have it. */
public final class FullDisk {

  private FullDisk() {}

  /** A storage that takes a number of bytes in all. */
  public static Storage storage(long room) {
    AtomicLong left = new AtomicLong(room);
    return new Storage((file, options) -> new Limited(Files.newOutputStream(file, options), left));
  }

  private static final class Limited extends FilterOutputStream {

    private final AtomicLong left;

    Limited(OutputStream out, AtomicLong left) {
      super(out);
      this.left = left;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int fits = (int) Math.min(length, left.get());
      out.write(bytes, offset, fits);
      left.addAndGet(-fits);
      if (fits < length) {
        throw new IOException("No space left on device");
      }
    }
  }
}
