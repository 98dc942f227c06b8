package dev.doppel.djl.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import dev.doppel.djl.network.SeededInitializer.Distribution;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.recipe.ImageScale;
import java.util.List;

/**
 * The 18-layer residual network (arXiv 1512.03385, table 1), up to its average pooling: embeddings
 * of 512 numbers. The small-image stem is one 3x3 convolution, without pooling (section 4.2 there).
 */
final class ResNet18 implements Backbone {

  private static final Option<String> STEM =
      Option.choice("stem", "auto", "imagenet", "small-image")
          .defaultValue("auto")
          .describedAs("first layers; auto takes small-image under 96 pixels");

  private static final int[] FILTERS = {64, 128, 256, 512};
  private static final int BLOCKS_PER_STAGE = 2;

  @Override
  public List<Option<?>> options() {
    return List.of(STEM);
  }

  @Override
  public Block build(Options options, int imageSize) {
    SequentialBlock network = new SequentialBlock();
    addStem(network, smallImageStem(options.get(STEM), imageSize));
    int inputFilters = FILTERS[0];
    for (int filters : FILTERS) {
      for (int i = 0; i < BLOCKS_PER_STAGE; i++) {
        int stride = i == 0 && filters != FILTERS[0] ? 2 : 1;
        network.add(residual(inputFilters, filters, stride)).add(Activation.reluBlock());
        inputFilters = filters;
      }
    }
    return network.add(Pool.globalAvgPool2dBlock());
  }

  @Override
  public Distribution initialWeights() {
    return Distribution.NORMAL_FAN_OUT;
  }

  private static boolean smallImageStem(String stem, int imageSize) {
    return stem.equals("auto")
        ? ImageScale.of(imageSize) == ImageScale.SMALL_IMAGE
        : stem.equals("small-image");
  }

  private static void addStem(SequentialBlock network, boolean smallImage) {
    network
        .add(
            smallImage
                ? Layers.convolution(FILTERS[0], 3, 1)
                : Layers.convolution(FILTERS[0], 7, 2))
        .add(Layers.batchNorm(true))
        .add(Activation.reluBlock());
    if (!smallImage) {
      network.add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)));
    }
  }

  private static Block residual(int inputFilters, int filters, int stride) {
    SequentialBlock main =
        new SequentialBlock()
            .add(Layers.convolution(filters, 3, stride))
            .add(Layers.batchNorm(true))
            .add(Activation.reluBlock())
            .add(Layers.convolution(filters, 3, 1))
            .add(Layers.batchNorm(true));
    Block shortcut =
        stride == 1 && inputFilters == filters
            ? Blocks.identityBlock()
            : new SequentialBlock()
                .add(Layers.convolution(filters, 1, stride))
                .add(Layers.batchNorm(true));
    return new ParallelBlock(
        branches ->
            new NDList(branches.get(0).singletonOrThrow().add(branches.get(1).singletonOrThrow())),
        List.of(main, shortcut));
  }
}
