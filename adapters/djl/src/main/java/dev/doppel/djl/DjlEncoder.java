package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.doppel.runtime.training.ViewBlock;

/** Runs a backbone in evaluation mode. */
final class DjlEncoder {

  private final Block backbone;
  private final NDManager manager;
  private final ParameterStore parameters;
  private final InputBuffers inputs = new InputBuffers();

  DjlEncoder(Block backbone, NDManager manager) {
    this.backbone = backbone;
    this.manager = manager;
    this.parameters = new ParameterStore(manager, false);
    parameters.setParameterServer(null, new ai.djl.Device[] {manager.getDevice()});
  }

  float[][] embed(ViewBlock block) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray input = inputs.array(scope, 0, block);
      NDArray output =
          FrugalForward.run(backbone, parameters, new NDList(input), false)
              .singletonOrThrow()
              .stopGradient();
      float[] flat = output.toFloatArray();
      int width = flat.length / block.batch();
      float[][] rows = new float[block.batch()][width];
      for (int row = 0; row < rows.length; row++) {
        System.arraycopy(flat, row * width, rows[row], 0, width);
      }
      return rows;
    }
  }
}
