package dev.doppel.dl4j.network;

import dev.doppel.runtime.network.InitialWeights.Distribution;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** A kind of backbone that recipes select by name. */
interface Backbone {

  /** The options under {@code backbone} in a recipe. */
  List<Option<?>> options();

  /** Adds the layers to a graph. */
  void build(Options options, LayerChain layers);

  /** How its weights start. */
  Distribution initialWeights();
}
