package dev.doppel.dl4j.network;

import dev.doppel.runtime.network.Mlp;

/** {@link Mlp} of DL4J's layers. */
final class MlpGraph {

  private MlpGraph() {}

  static void build(Mlp network, LayerChain layers) {
    layers.flatten();
    for (int layer = 0; layer < network.layers(); layer++) {
      layers.linear(network.units()).batchNorm(true).relu();
    }
  }
}
