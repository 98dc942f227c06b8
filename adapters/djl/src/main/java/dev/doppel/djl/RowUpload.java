package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Brings rows to a device through one direct buffer: only the garbage collector frees those. */
final class RowUpload {

  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  /**
   * Rows {@code from} to {@code to} as an array. It lies over the buffer on a CPU, so it is valid
   * until the next call.
   */
  NDArray array(NDManager manager, float[][] rows, int from, int to) {
    int width = rows[from].length;
    int bytes = Math.multiplyExact((to - from) * Float.BYTES, width);
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    buffer.clear().limit(bytes);
    FloatBuffer floats = buffer.asFloatBuffer();
    for (int row = from; row < to; row++) {
      floats.put(rows[row]);
    }
    return manager.create(buffer, new Shape(to - from, width), DataType.FLOAT32);
  }
}
