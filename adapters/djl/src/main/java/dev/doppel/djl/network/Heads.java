package dev.doppel.djl.network;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.LayerSpecification;

/** Builds projectors and predictors. */
public final class Heads {

  private Heads() {}

  /**
   * Builds a head.
   *
   * @param specification its layers
   * @return a block from {@code [batch, width]} to {@code [batch, width]}
   */
  public static SequentialBlock build(HeadSpecification specification) {
    SequentialBlock head = new SequentialBlock();
    for (LayerSpecification layer : specification.layers()) {
      head.add(build(layer));
    }
    return head;
  }

  private static Block build(LayerSpecification layer) {
    if (layer instanceof LayerSpecification.Linear linear) {
      return Linear.builder().setUnits(linear.units()).optBias(linear.bias()).build();
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
