package dev.doppel.djl.network;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.doppel.runtime.network.InitialWeights.Distribution;
import dev.doppel.runtime.network.Mlp;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** {@link Mlp} of DJL's blocks. */
final class MlpBlock implements Backbone {

  @Override
  public List<Option<?>> options() {
    return Mlp.options();
  }

  @Override
  public Block build(Options options, int imageSize) {
    Mlp network = Mlp.of(options);
    SequentialBlock block = new SequentialBlock().add(Blocks.batchFlattenBlock());
    for (int layer = 0; layer < network.layers(); layer++) {
      block
          .add(Linear.builder().setUnits(network.units()).optBias(false).build())
          .add(Layers.batchNorm(true))
          .add(Activation.reluBlock());
    }
    return block;
  }

  @Override
  public Distribution initialWeights() {
    return Distribution.UNIFORM_FAN_IN;
  }
}
