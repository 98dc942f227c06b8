package dev.doppel.dl4j;

import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.common.primitives.Triple;
import org.nd4j.linalg.api.buffer.BaseDataBuffer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a model file may hold before DL4J sees it. DL4J reads every entry of it into memory, at any
 * size, and deserializes Java objects from one that it calls {@code preprocessor.bin}, which runs
 * code of whoever wrote the file.
 */
final class ModelArchive {

  /** A hundred times what the configurations of the backbones take, or more. */
  static final long MOST_CONFIGURATION = 1L << 24;

  /** The header of a parameter vector takes about 100 bytes. */
  private static final long MOST_HEADER = 1L << 12;

  /** The numbers that describe a vector's shape: 8, as it has two axes at most. */
  private static final long MOST_SHAPE = 32;

  private ModelArchive() {}

  /**
   * Refuses whatever {@link EncoderFiles} does not write of a backbone. Such a file never has the
   * marker of a network without parameters, with which DL4J would draw weights.
   *
   * @throws IOException if the file holds anything else; the message says what
   */
  static void require(Path file, long parameters) throws IOException {
    Set<String> seen = new HashSet<>();
    // As DL4J reads it, entry by entry: the directory at the file's end may list others.
    try (InputStream stream = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(stream)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        long most =
            switch (name) {
              case ModelSerializer.CONFIGURATION_JSON -> MOST_CONFIGURATION;
              case ModelSerializer.COEFFICIENTS_BIN -> MOST_HEADER + Double.BYTES * parameters;
              default ->
                  throw new IOException(
                      "it has an entry '%s', which no encoder's file has".formatted(name));
            };
        if (!seen.add(name)) {
          throw new IOException("it has two entries '%s'".formatted(name));
        }
        Limited limited = new Limited(zip, name, most);
        // DL4J makes room for what an entry declares, and more than that may come.
        limited.require(entry.getSize());
        if (name.equals(ModelSerializer.COEFFICIENTS_BIN)) {
          requireVector(limited, parameters);
        }
        limited.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  /** ND4J makes room for as many numbers as the header of a vector says, before it reads any. */
  private static void requireVector(InputStream stream, long parameters) throws IOException {
    DataInputStream data = new DataInputStream(stream);
    Triple<DataBuffer.AllocationMode, Long, DataType> shape = header(data);
    boolean isShape = shape.getMiddle() >= 0 && shape.getMiddle() <= MOST_SHAPE;
    if (!isShape || shape.getRight() != DataType.INT64) {
      throw new IOException("its parameters are no vector");
    }
    data.skipNBytes(Long.BYTES * shape.getMiddle());
    Triple<DataBuffer.AllocationMode, Long, DataType> values = header(data);
    if (values.getMiddle() != parameters || !values.getRight().isFPType()) {
      throw new IOException(
          "it has %,d parameters of type %s where %,d belong"
              .formatted(values.getMiddle(), values.getRight(), parameters));
    }
  }

  private static Triple<DataBuffer.AllocationMode, Long, DataType> header(DataInputStream data)
      throws IOException {
    try {
      return BaseDataBuffer.readHeader(data);
    } catch (RuntimeException e) {
      // What the limit says comes wrapped.
      throw e.getCause() instanceof IOException cause
          ? cause
          : new IOException("its parameters are no vector", e);
    }
  }

  /** Counts what is really read: what an entry declares need not be true. */
  private static final class Limited extends FilterInputStream {

    private final String name;
    private final long most;
    private long left;

    Limited(InputStream stream, String name, long most) {
      super(stream);
      this.name = name;
      this.most = most;
      this.left = most;
    }

    private void count(long bytes) throws IOException {
      require(bytes);
      left -= bytes;
    }

    void require(long bytes) throws IOException {
      if (bytes > left) {
        throw new IOException(
            "its entry '%s' has more than the %,d bytes that it can have".formatted(name, most));
      }
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      count(Math.max(0, read));
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = super.skip(bytes);
      count(skipped);
      return skipped;
    }
  }
}
