package dev.doppel.dl4j.network;

import dev.doppel.runtime.network.ResNet18;

/** {@link ResNet18} of DL4J's layers. */
final class ResNet18Graph {

  private ResNet18Graph() {}

  static void build(ResNet18 network, LayerChain layers) {
    if (network.smallImageStem()) {
      layers.convolution(ResNet18.STEM_FILTERS, 3, 1).batchNorm(true).relu();
    } else {
      layers.convolution(ResNet18.STEM_FILTERS, 7, 2).batchNorm(true).relu().maxPool(3, 2, 1);
    }
    ResNet18.blocks().forEach(block -> add(block, layers));
    layers.averagePool();
  }

  private static void add(ResNet18.Block block, LayerChain layers) {
    LayerChain.Point start = layers.end();
    LayerChain.Point main =
        layers
            .convolution(block.filters(), 3, block.stride())
            .batchNorm(true)
            .relu()
            .convolution(block.filters(), 3, 1)
            .batchNorm(true)
            .end();
    LayerChain.Point shortcut = start;
    if (block.projects()) {
      shortcut =
          layers.from(start).convolution(block.filters(), 1, block.stride()).batchNorm(true).end();
    }
    layers.from(main).add(shortcut).relu();
  }
}
