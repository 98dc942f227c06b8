package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.doppel.djl.network.VisionTransformerBlock;
import dev.doppel.runtime.training.AttentionMaps;
import dev.doppel.runtime.training.ViewBlock;
import java.util.Optional;

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

  /** Where a vision transformer looks; empty for other backbones. */
  Optional<AttentionMaps> attention(ViewBlock block) {
    if (!(backbone instanceof VisionTransformerBlock transformer)) {
      return Optional.empty();
    }
    try (NDManager scope = manager.newSubManager()) {
      NDArray input = inputs.array(scope, 0, block);
      NDArray weights = transformer.attention(parameters, input).stopGradient();
      int heads = Math.toIntExact(weights.size(1));
      int patches = Math.toIntExact(weights.size(2)) - 1;
      float[] flat = weights.toFloatArray();
      float[][][] maps = new float[block.batch()][heads][patches];
      for (int row = 0; row < block.batch() * heads; row++) {
        // The class token's own weight comes before the patches'.
        int from = row * (patches + 1) + 1;
        System.arraycopy(flat, from, maps[row / heads][row % heads], 0, patches);
      }
      return Optional.of(new AttentionMaps(heads, (int) Math.round(Math.sqrt(patches)), maps));
    }
  }
}
