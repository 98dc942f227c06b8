package dev.doppel.dl4j.network;

import dev.doppel.runtime.network.InitialWeights.Distribution;
import dev.doppel.runtime.network.SmallCnn;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** {@link SmallCnn} of DL4J's layers. */
final class SmallCnnGraph implements Backbone {

  @Override
  public List<Option<?>> options() {
    return SmallCnn.options();
  }

  @Override
  public void build(Options options, LayerChain layers) {
    SmallCnn network = SmallCnn.of(options);
    for (int layer = 0; layer < network.layers(); layer++) {
      layers
          .convolution(network.filters(layer), network.kernel(layer), network.strides() ? 2 : 1)
          .batchNorm(true)
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

  @Override
  public Distribution initialWeights() {
    return Distribution.UNIFORM_FAN_IN;
  }
}
