package dev.doppel.dl4j.network;

import dev.doppel.runtime.network.InitialWeights.Distribution;
import dev.doppel.runtime.network.Mlp;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** {@link Mlp} of DL4J's layers. */
final class MlpGraph implements Backbone {

  @Override
  public List<Option<?>> options() {
    return Mlp.options();
  }

  @Override
  public void build(Options options, LayerChain layers) {
    Mlp network = Mlp.of(options);
    layers.flatten();
    for (int layer = 0; layer < network.layers(); layer++) {
      layers.linear(network.units()).batchNorm(true).relu();
    }
  }

  @Override
  public Distribution initialWeights() {
    return Distribution.UNIFORM_FAN_IN;
  }
}
