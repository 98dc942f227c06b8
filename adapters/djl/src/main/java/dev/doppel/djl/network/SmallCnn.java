package dev.doppel.djl.network;

import ai.djl.ndarray.types.Shape;
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
 * A few convolutions for small images, each with batch normalisation and ReLU, and each with twice
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
  private static final Option<String> FIRST_KERNEL =
      Option.choice("first-kernel", "3", "5", "7")
          .defaultValue("3")
          .describedAs("height and width of the first convolution's kernel; the others have 3");
  private static final Option<String> REDUCTION =
      Option.choice("reduction", "stride", "max-pool")
          .defaultValue("stride")
          .describedAs(
              "what halves the map: a stride of 2 in each convolution, or 2x2 maxima after each");
  private static final Option<String> POOLING =
      Option.choice("pooling", "none", "average")
          .defaultValue("none")
          .describedAs("none keeps every position of the last map; average takes their mean");
  private static final Option<Boolean> STANDARDIZE =
      Option.flag("standardize")
          .defaultValue(false)
          .describedAs("whether a batch norm without scale and shift ends the network");

  @Override
  public List<Option<?>> options() {
    return List.of(FILTERS, LAYERS, FIRST_KERNEL, REDUCTION, POOLING, STANDARDIZE);
  }

  @Override
  public Block build(Options options, int imageSize) {
    SequentialBlock block = new SequentialBlock();
    boolean strides = options.get(REDUCTION).equals("stride");
    int filters = Math.toIntExact(options.get(FILTERS));
    for (int layer = 0; layer < options.get(LAYERS); layer++) {
      int kernel = layer == 0 ? Integer.parseInt(options.get(FIRST_KERNEL)) : 3;
      block
          .add(Layers.convolution(filters << layer, kernel, strides ? 2 : 1))
          .add(Layers.batchNorm(true))
          .add(Activation.reluBlock());
      if (!strides) {
        block.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
      }
    }
    block.add(
        options.get(POOLING).equals("average")
            ? Pool.globalAvgPool2dBlock()
            : Blocks.batchFlattenBlock());
    return options.get(STANDARDIZE) ? block.add(Layers.batchNorm(false)) : block;
  }

  @Override
  public Distribution initialWeights() {
    return Distribution.UNIFORM_FAN_IN;
  }
}
