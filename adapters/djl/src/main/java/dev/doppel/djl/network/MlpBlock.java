package dev.doppel.djl.network;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.doppel.runtime.network.Mlp;

/** {@link Mlp} of DJL's blocks. */
final class MlpBlock {

  private MlpBlock() {}

  static Block build(Mlp network) {
    SequentialBlock block = new SequentialBlock().add(Blocks.batchFlattenBlock());
    for (int layer = 0; layer < network.layers(); layer++) {
      block
          .add(Linear.builder().setUnits(network.units()).optBias(false).build())
          .add(Layers.batchNorm(true))
          .add(Activation.reluBlock());
    }
    return block;
  }
}
