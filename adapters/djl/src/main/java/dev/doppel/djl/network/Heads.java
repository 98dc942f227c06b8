package dev.doppel.djl.network;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.doppel.djl.tensor.DjlTensor;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.InitialWeights;
import dev.doppel.runtime.network.LayerSpecification;

/** Builds projectors and predictors. */
public final class Heads {

  private Heads() {}

  /**
   * Builds a head.
   *
   * @param specification its layers
   * @param weights where initial weights come from
   * @return a block from {@code [batch, width]} to {@code [batch, width]}
   */
  public static SequentialBlock build(HeadSpecification specification, InitialWeights weights) {
    SequentialBlock head = new SequentialBlock();
    for (LayerSpecification layer : specification.layers()) {
      Block block = build(layer);
      block.setInitializer(initializer(layer, weights), Parameter.Type.WEIGHT);
      head.add(block);
    }
    // DJL refuses a sequence of nothing.
    return specification.layers().isEmpty() ? head.add(Blocks.identityBlock()) : head;
  }

  private static SeededInitializer initializer(LayerSpecification layer, InitialWeights weights) {
    return layer instanceof LayerSpecification.Linear linear
        ? new SeededInitializer(weights, linear.deviation())
        : new SeededInitializer(weights);
  }

  private static Block build(LayerSpecification layer) {
    if (layer instanceof LayerSpecification.Linear linear) {
      return Linear.builder().setUnits(linear.units()).optBias(linear.bias()).build();
    }
    if (layer instanceof LayerSpecification.WeightNormLinear linear) {
      return new WeightNormLinearBlock(linear.units());
    }
    if (layer instanceof LayerSpecification.WeightStandardizedLinear linear) {
      return new WeightStandardizedLinearBlock(linear.units());
    }
    if (layer instanceof LayerSpecification.GroupNorm groupNorm) {
      return new GroupNormBlock(groupNorm.groups());
    }
    if (layer instanceof LayerSpecification.Prototypes prototypes) {
      return new PrototypesBlock(prototypes.units());
    }
    if (layer instanceof LayerSpecification.Gelu) {
      return Activation.geluBlock();
    }
    if (layer instanceof LayerSpecification.L2Normalize) {
      return LambdaBlock.singleton(
          array -> DjlTensor.array(DjlTensor.of(array).l2Normalize(1)), "l2-normalize");
    }
    if (layer instanceof LayerSpecification.BatchNorm batchNorm) {
      return Layers.batchNorm(batchNorm.affine());
    }
    if (layer instanceof LayerSpecification.Relu) {
      return Activation.reluBlock();
    }
    throw new IllegalArgumentException("no block for layer " + layer);
  }
}
