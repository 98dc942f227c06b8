package dev.doppel.dl4j.network;

import dev.doppel.runtime.network.Normalization;
import dev.doppel.runtime.network.ResNet18;

/** {@link ResNet18} of DL4J's layers. */
final class ResNet18Graph {

  private ResNet18Graph() {}

  static void build(ResNet18 network, LayerChain layers) {
    Normalization normalization = network.normalization();
    if (network.smallImageStem()) {
      layers.convolution(ResNet18.STEM_FILTERS, 3, 1, normalization).relu();
    } else {
      layers.convolution(ResNet18.STEM_FILTERS, 7, 2, normalization).relu().maxPool(3, 2, 1);
    }
    ResNet18.blocks().forEach(block -> add(block, layers, normalization));
    layers.averagePool();
  }

  private static void add(ResNet18.Block block, LayerChain layers, Normalization normalization) {
    LayerChain.Point start = layers.end();
    LayerChain.Point main =
        layers
            .convolution(block.filters(), 3, block.stride(), normalization)
            .relu()
            .convolution(block.filters(), 3, 1, normalization)
            .end();
    LayerChain.Point shortcut = start;
    if (block.projects()) {
      shortcut =
          layers.from(start).convolution(block.filters(), 1, block.stride(), normalization).end();
    }
    layers.from(main).add(shortcut).relu();
  }
}
