package dev.doppel.pipelines;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;

/** A user's own network, of DJL's blocks. */
public final class Networks {

  private Networks() {}

  public static Block backbone() {
    SequentialBlock block = new SequentialBlock();
    for (int filters : new int[] {16, 32}) {
      block
          .add(
              Conv2d.builder()
                  .setFilters(filters)
                  .setKernelShape(new Shape(3, 3))
                  .optStride(new Shape(2, 2))
                  .optPadding(new Shape(1, 1))
                  .build())
          .add(BatchNorm.builder().build())
          .add(Activation.reluBlock());
    }
    return block.add(Blocks.batchFlattenBlock());
  }

  public static Block classifier() {
    return classifier(backbone());
  }

  public static Block classifier(Block backbone) {
    return new SequentialBlock().add(backbone).add(Linear.builder().setUnits(10).build());
  }
}
