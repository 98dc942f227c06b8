package dev.doppel.dl4j.network;

import dev.doppel.runtime.network.SmallCnn;

/** {@link SmallCnn} of DL4J's layers. */
final class SmallCnnGraph {

  private SmallCnnGraph() {}

  static void build(SmallCnn network, LayerChain layers) {
    for (int layer = 0; layer < network.layers(); layer++) {
      layers
          .convolution(
              network.filters(layer),
              network.kernel(layer),
              network.strides() ? 2 : 1,
              network.normalization())
          .relu();
      if (!network.strides()) {
        layers.maxPool(2, 2, 0);
      }
    }
    if (network.averagePooling()) {
      layers.averagePool();
    } else {
      layers.flatten();
    }
    if (network.standardize()) {
      layers.batchNorm(false);
    }
  }
}
