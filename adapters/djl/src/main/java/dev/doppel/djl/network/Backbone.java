package dev.doppel.djl.network;

import ai.djl.nn.Block;
import dev.doppel.runtime.network.InitialWeights.Distribution;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** A kind of backbone that recipes select by name. */
interface Backbone {

  /** The options under {@code backbone} in a recipe. */
  List<Option<?>> options();

  /** Builds the block for square images of a size in pixels. */
  Block build(Options options, int imageSize);

  /** How its weights start. */
  Distribution initialWeights();
}
