package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.doppel.runtime.training.ViewBlock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InputBuffersTest {

  private static final int BATCH = 3;
  private static final int SIZE = 5;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void array_anyNumberOfChannels_hasTheBlocksPixelsInOrder(int channels) {
    ViewBlock block = block(channels);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray array = new InputBuffers().array(manager, 0, block);
      assertThat(array.getShape()).isEqualTo(new Shape(BATCH, channels, SIZE, SIZE));
      assertThat(array.toFloatArray()).isEqualTo(block.pixels());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void array_nextBatch_replacesThePixels(int channels) {
    InputBuffers buffers = new InputBuffers();
    ViewBlock second = block(channels);
    ViewBlock first =
        new ViewBlock(BATCH, channels, SIZE, new float[BATCH * channels * SIZE * SIZE]);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      buffers.array(manager, 0, first);
      assertThat(buffers.array(manager, 0, second).toFloatArray()).isEqualTo(second.pixels());
    }
  }

  private static ViewBlock block(int channels) {
    float[] pixels = new float[BATCH * channels * SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i;
    }
    return new ViewBlock(BATCH, channels, SIZE, pixels);
  }
}
