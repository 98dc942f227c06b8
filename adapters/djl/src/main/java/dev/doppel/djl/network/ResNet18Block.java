package dev.doppel.djl.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import dev.doppel.runtime.network.ResNet18;
import java.util.List;

/** {@link ResNet18} of DJL's blocks. */
final class ResNet18Block {

  private ResNet18Block() {}

  static Block build(ResNet18 architecture) {
    SequentialBlock network = new SequentialBlock();
    addStem(network, architecture.smallImageStem());
    for (ResNet18.Block block : ResNet18.blocks()) {
      network.add(residual(block)).add(Activation.reluBlock());
    }
    return network.add(Pool.globalAvgPool2dBlock());
  }

  private static void addStem(SequentialBlock network, boolean smallImage) {
    network
        .add(
            smallImage
                ? Layers.convolution(ResNet18.STEM_FILTERS, 3, 1)
                : Layers.convolution(ResNet18.STEM_FILTERS, 7, 2))
        .add(Layers.batchNorm(true))
        .add(Activation.reluBlock());
    if (!smallImage) {
      network.add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)));
    }
  }

  private static Block residual(ResNet18.Block block) {
    SequentialBlock main =
        new SequentialBlock()
            .add(Layers.convolution(block.filters(), 3, block.stride()))
            .add(Layers.batchNorm(true))
            .add(Activation.reluBlock())
            .add(Layers.convolution(block.filters(), 3, 1))
            .add(Layers.batchNorm(true));
    Block shortcut =
        block.projects()
            ? new SequentialBlock()
                .add(Layers.convolution(block.filters(), 1, block.stride()))
                .add(Layers.batchNorm(true))
            : Blocks.identityBlock();
    return new ParallelBlock(
        branches ->
            new NDList(branches.get(0).singletonOrThrow().add(branches.get(1).singletonOrThrow())),
        List.of(main, shortcut));
  }
}
