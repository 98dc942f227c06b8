package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.doppel.runtime.training.ViewBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Direct buffers under the input arrays, one a view, filled anew for each batch. DJL would make a
 * new direct buffer a batch, which is freed only when the garbage collector comes round; on a
 * training loop with little garbage of its own that is late, and resident memory climbs.
 */
final class InputBuffers {

  private final Map<Integer, ByteBuffer> buffers = new HashMap<>();

  /**
   * An array with the block's pixels. It lies over the view's buffer on a CPU, so it is valid until
   * the next call for that view.
   */
  NDArray array(NDManager manager, int view, ViewBlock block) {
    int bytes = Math.multiplyExact(block.pixels().length, Float.BYTES);
    ByteBuffer buffer = buffers.get(view);
    if (buffer == null || buffer.capacity() != bytes) {
      buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      buffers.put(view, buffer);
    }
    buffer.clear();
    buffer.asFloatBuffer().put(block.pixels());
    Shape shape = new Shape(block.batch(), block.channels(), block.size(), block.size());
    return manager.create(buffer, shape, DataType.FLOAT32);
  }
}
