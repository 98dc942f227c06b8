package dev.doppel.djl.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import dev.doppel.runtime.network.SmallCnn;

/** {@link SmallCnn} of DJL's blocks. */
final class SmallCnnBlock {

  private SmallCnnBlock() {}

  static Block build(SmallCnn network) {
    SequentialBlock block = new SequentialBlock();
    for (int layer = 0; layer < network.layers(); layer++) {
      Layers.addConvolution(
              block,
              network.filters(layer),
              network.kernel(layer),
              network.strides() ? 2 : 1,
              network.normalization())
          .add(Activation.reluBlock());
      if (!network.strides()) {
        block.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
      }
    }
    block.add(network.averagePooling() ? Pool.globalAvgPool2dBlock() : Blocks.batchFlattenBlock());
    return network.standardize() ? block.add(Layers.batchNorm(false)) : block;
  }
}
