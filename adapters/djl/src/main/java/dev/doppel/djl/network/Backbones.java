package dev.doppel.djl.network;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.doppel.runtime.network.BackboneKind;
import dev.doppel.runtime.network.Mlp;
import dev.doppel.runtime.network.ResNet18;
import dev.doppel.runtime.network.SmallCnn;
import dev.doppel.runtime.network.VisionTransformer;
import dev.doppel.spi.option.Options;

/**
 * The backbones by name. They are made of DJL's own blocks only, so that DJL loads them back, but
 * for vision transformers and group normalisation: DJL has no pre-norm blocks and no such
 * normalisation, so these are blocks of this package.
 */
public final class Backbones {

  private Backbones() {}

  /**
   * What a batch leaves of the running statistics of the backbones' batch norms.
   *
   * @return the momentum in DJL's sense, from 0 to 1
   */
  public static double batchNormMomentum() {
    return Layers.BATCH_NORM_MOMENTUM;
  }

  /**
   * Builds a backbone.
   *
   * @param name its name
   * @param options its options, checked
   * @param imageSize the height and width of a global view, in pixels
   * @param channels the channels of a view
   * @param seed the seed of its initial weights
   * @return the block, not initialized
   * @throws IllegalArgumentException if there is no backbone of that name, or its options do not go
   *     together
   */
  public static Block build(String name, Options options, int imageSize, int channels, long seed) {
    BackboneKind kind = BackboneKind.of(name);
    Block block =
        switch (kind) {
          case MLP -> MlpBlock.build(Mlp.of(options));
          case RESNET18 -> ResNet18Block.build(ResNet18.of(options, imageSize));
          case SMALL_CNN -> SmallCnnBlock.build(SmallCnn.of(options));
          case VIT_BASE, VIT_SMALL, VIT_TINY ->
              new VisionTransformerBlock(VisionTransformer.of(options, imageSize, channels), seed);
        };
    if (kind.transformer().isPresent()) {
      return block;
    }
    block.setInitializer(new SeededInitializer(kind.initialWeights(seed)), Parameter.Type.WEIGHT);
    return block;
  }
}
