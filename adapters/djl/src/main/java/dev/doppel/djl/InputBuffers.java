package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.doppel.runtime.training.ViewBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
   *
   * <p>Its shape is {@code [batch, channels, height, width]}; in a CPU's memory the channels of a
   * pixel lie side by side, a layout that PyTorch's layers hand on from one to the next and that
   * its convolutions need not rearrange.
   */
  NDArray array(NDManager manager, int view, ViewBlock block) {
    int bytes = Math.multiplyExact(block.pixels().length, Float.BYTES);
    ByteBuffer buffer = buffers.get(view);
    if (buffer == null || buffer.capacity() != bytes) {
      buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      buffers.put(view, buffer);
    }
    buffer.clear();
    // With one channel both layouts are the same, and PyTorch takes it for the other one.
    if (block.channels() == 1 || manager.getDevice().isGpu()) {
      buffer.asFloatBuffer().put(block.pixels());
      return manager.create(buffer, shape(block), DataType.FLOAT32);
    }
    interleave(block, buffer.asFloatBuffer());
    Shape pixelsFirst = new Shape(block.batch(), block.size(), block.size(), block.channels());
    try (NDArray array = manager.create(buffer, pixelsFirst, DataType.FLOAT32)) {
      return array.transpose(0, 3, 1, 2);
    }
  }

  private static Shape shape(ViewBlock block) {
    return new Shape(block.batch(), block.channels(), block.size(), block.size());
  }

  /** Writes a pixel's channels side by side. */
  private static void interleave(ViewBlock block, FloatBuffer target) {
    int channels = block.channels();
    int pixels = block.size() * block.size();
    float[] image = new float[channels * pixels];
    for (int sample = 0; sample < block.batch(); sample++) {
      for (int channel = 0; channel < channels; channel++) {
        int from = (sample * channels + channel) * pixels;
        for (int pixel = 0; pixel < pixels; pixel++) {
          image[pixel * channels + channel] = block.pixels()[from + pixel];
        }
      }
      target.put(image);
    }
  }
}
