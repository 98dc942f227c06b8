package dev.doppel.runtime.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Writes the parts of a checkpoint, and their checksum at the end. */
final class CheckpointOutput {

  private static final int BLOCK = 1 << 16;

  private final OutputStream stream;
  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(BLOCK);

  CheckpointOutput(OutputStream stream, MessageDigest digest) {
    this.stream = stream;
    this.digest = digest;
  }

  void bytes(byte[] bytes) throws IOException {
    flush();
    digest.update(bytes);
    stream.write(bytes);
  }

  void integer(int value) throws IOException {
    room(Integer.BYTES).putInt(value);
  }

  void number(double value) throws IOException {
    room(Double.BYTES).putDouble(value);
  }

  void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    integer(bytes.length);
    bytes(bytes);
  }

  void array(CheckpointArray array) throws IOException {
    long[] shape = array.shape();
    integer(shape.length);
    for (long size : shape) {
      room(Long.BYTES).putLong(size);
    }
    int width = array.isSingle() ? Float.BYTES : Double.BYTES;
    room(1).put((byte) width);
    for (int i = 0; i < array.length(); i++) {
      if (array.isSingle()) {
        room(width).putFloat((float) array.at(i));
      } else {
        room(width).putDouble(array.at(i));
      }
    }
  }

  void finish() throws IOException {
    flush();
    stream.write(digest.digest());
    stream.flush();
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    digest.update(buffer.array(), 0, buffer.position());
    stream.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
