package dev.doppel.djl.network;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.doppel.djl.network.SeededInitializer.Distribution;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** Fully connected layers with batch normalisation and ReLU, for tables and series. */
final class Mlp implements Backbone {

  private static final Option<Long> UNITS =
      Option.whole("units").range(1, 65536).defaultValue(512L).describedAs("width of each layer");
  private static final Option<Long> LAYERS =
      Option.whole("layers").range(1, 32).defaultValue(2L).describedAs("number of layers");

  @Override
  public List<Option<?>> options() {
    return List.of(UNITS, LAYERS);
  }

  @Override
  public Block build(Options options, int imageSize) {
    SequentialBlock block = new SequentialBlock().add(Blocks.batchFlattenBlock());
    for (int layer = 0; layer < options.get(LAYERS); layer++) {
      block
          .add(Linear.builder().setUnits(options.get(UNITS)).optBias(false).build())
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
