package dev.doppel.djl.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import dev.doppel.runtime.network.Normalization;
import dev.doppel.runtime.network.ResNet18;
import java.util.List;

/** {@link ResNet18} of DJL's blocks. */
final class ResNet18Block {

  private ResNet18Block() {}

  static Block build(ResNet18 architecture) {
    Normalization normalization = architecture.normalization();
    SequentialBlock network = new SequentialBlock();
    addStem(network, architecture.smallImageStem(), normalization);
    for (ResNet18.Block block : ResNet18.blocks()) {
      network.add(residual(block, normalization)).add(Activation.reluBlock());
    }
    return network.add(Pool.globalAvgPool2dBlock());
  }

  private static void addStem(
      SequentialBlock network, boolean smallImage, Normalization normalization) {
    int kernel = smallImage ? 3 : 7;
    int stride = smallImage ? 1 : 2;
    Layers.addConvolution(network, ResNet18.STEM_FILTERS, kernel, stride, normalization)
        .add(Activation.reluBlock());
    if (!smallImage) {
      network.add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)));
    }
  }

  private static Block residual(ResNet18.Block block, Normalization normalization) {
    SequentialBlock main = new SequentialBlock();
    Layers.addConvolution(main, block.filters(), 3, block.stride(), normalization)
        .add(Activation.reluBlock());
    Layers.addConvolution(main, block.filters(), 3, 1, normalization);
    Block shortcut =
        block.projects()
            ? Layers.addConvolution(
                new SequentialBlock(), block.filters(), 1, block.stride(), normalization)
            : Blocks.identityBlock();
    return new ParallelBlock(
        branches ->
            new NDList(branches.get(0).singletonOrThrow().add(branches.get(1).singletonOrThrow())),
        List.of(main, shortcut));
  }
}
