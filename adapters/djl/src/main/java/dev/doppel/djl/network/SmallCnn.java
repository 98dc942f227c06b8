package dev.doppel.djl.network;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import dev.doppel.djl.network.SeededInitializer.Distribution;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/**
 * A few convolutions for small images: each 3x3 with stride 2, batch normalisation and ReLU, twice
 * as many filters as the one before.
 */
final class SmallCnn implements Backbone {

  private static final Option<Long> FILTERS =
      Option.whole("filters")
          .range(1, 4096)
          .defaultValue(32L)
          .describedAs("filters of the first convolution; each further one has twice as many");
  private static final Option<Long> LAYERS =
      Option.whole("layers").range(1, 8).defaultValue(3L).describedAs("number of convolutions");
  private static final Option<String> POOLING =
      Option.choice("pooling", "none", "average")
          .defaultValue("none")
          .describedAs("none keeps every position of the last map; average takes their mean");

  @Override
  public List<Option<?>> options() {
    return List.of(FILTERS, LAYERS, POOLING);
  }

  @Override
  public Block build(Options options, int imageSize) {
    SequentialBlock block = new SequentialBlock();
    int filters = Math.toIntExact(options.get(FILTERS));
    for (int layer = 0; layer < options.get(LAYERS); layer++) {
      block
          .add(Layers.convolution(filters << layer, 3, 2))
          .add(Layers.batchNorm(true))
          .add(Activation.reluBlock());
    }
    return block.add(
        options.get(POOLING).equals("average")
            ? Pool.globalAvgPool2dBlock()
            : Blocks.batchFlattenBlock());
  }

  @Override
  public Distribution initialWeights() {
    return Distribution.UNIFORM_FAN_IN;
  }
}
