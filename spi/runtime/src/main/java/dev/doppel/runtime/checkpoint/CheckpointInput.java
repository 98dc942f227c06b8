package dev.doppel.runtime.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Reads the parts of a checkpoint. A damaged length is not believed: memory grows with what is
 * there, and not with what a file says.
 */
final class CheckpointInput {

  private static final int MOST_AXES = 16;
  private static final int BLOCK = 1 << 16;

  private final InputStream stream;
  private final MessageDigest digest;
  private final String source;

  CheckpointInput(InputStream stream, MessageDigest digest, String source) {
    this.stream = stream;
    this.digest = digest;
    this.source = source;
  }

  void requireMagic(byte[] magic) throws IOException {
    byte[] found = stream.readNBytes(magic.length);
    if (!Arrays.equals(found, magic)) {
      throw new CheckpointException(
          "cannot go on from %s: it is not a checkpoint of Doppel's".formatted(source));
    }
    digest.update(found);
  }

  void requireVersion(int version) throws IOException {
    int found = integer();
    if (found != version) {
      throw new CheckpointException(
          ("cannot go on from %s: its format has version %d, and this Doppel reads version %d; use"
                  + " the Doppel that wrote it")
              .formatted(source, found, version));
    }
  }

  void requireChecksum() throws IOException {
    byte[] expected = digest.digest();
    byte[] found = stream.readNBytes(expected.length);
    if (!Arrays.equals(found, expected) || stream.read() >= 0) {
      throw damaged();
    }
  }

  int count() throws IOException {
    int count = integer();
    if (count < 0) {
      throw damaged();
    }
    return count;
  }

  double number() throws IOException {
    return read(Double.BYTES).getDouble();
  }

  String text() throws IOException {
    return new String(read(count()).array(), StandardCharsets.UTF_8);
  }

  CheckpointArray array() throws IOException {
    int rank = count();
    if (rank > MOST_AXES) {
      throw damaged();
    }
    long[] shape = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      shape[axis] = read(Long.BYTES).getLong();
    }
    int length = length(shape);
    return switch (read(1).get()) {
      case Float.BYTES -> CheckpointArray.of(singles(length), shape);
      case Double.BYTES -> CheckpointArray.of(doubles(length), shape);
      default -> throw damaged();
    };
  }

  private int length(long[] shape) throws CheckpointException {
    try {
      int length = Math.toIntExact(CheckpointArray.elements(shape));
      if (length >= 0) {
        return length;
      }
    } catch (ArithmeticException e) {
      // No such array was ever written.
    }
    throw damaged();
  }

  private float[] singles(int length) throws IOException {
    float[] values = new float[Math.min(length, BLOCK)];
    for (int from = 0; from < length; from += BLOCK) {
      int to = Math.min(length, from + BLOCK);
      values = values.length < to ? Arrays.copyOf(values, grown(values.length, length)) : values;
      read((to - from) * Float.BYTES).asFloatBuffer().get(values, from, to - from);
    }
    return values;
  }

  private double[] doubles(int length) throws IOException {
    double[] values = new double[Math.min(length, BLOCK)];
    for (int from = 0; from < length; from += BLOCK) {
      int to = Math.min(length, from + BLOCK);
      values = values.length < to ? Arrays.copyOf(values, grown(values.length, length)) : values;
      read((to - from) * Double.BYTES).asDoubleBuffer().get(values, from, to - from);
    }
    return values;
  }

  private static int grown(int present, int most) {
    return (int) Math.min(most, 2L * present);
  }

  private int integer() throws IOException {
    return read(Integer.BYTES).getInt();
  }

  private ByteBuffer read(int length) throws IOException {
    byte[] bytes = stream.readNBytes(length);
    if (bytes.length < length) {
      throw damaged();
    }
    digest.update(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private CheckpointException damaged() {
    return new CheckpointException(
        "cannot go on from %s: it is damaged or was cut off; take an earlier checkpoint"
            .formatted(source));
  }
}
