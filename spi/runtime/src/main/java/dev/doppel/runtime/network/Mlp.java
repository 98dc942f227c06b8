package dev.doppel.runtime.network;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/**
 * The backbone {@code mlp}, for tables and series: fully connected layers without bias, each with
 * batch normalisation and ReLU.
 *
 * @param units the width of each layer
 * @param layers the number of layers
 */
public record Mlp(int units, int layers) {

  private static final Option<Long> UNITS =
      Option.whole("units").range(1, 65536).defaultValue(512L).describedAs("width of each layer");
  private static final Option<Long> LAYERS =
      Option.whole("layers").range(1, 32).defaultValue(2L).describedAs("number of layers");

  /**
   * The options.
   *
   * @return the options under {@code backbone} in a recipe
   */
  public static List<Option<?>> options() {
    return List.of(UNITS, LAYERS);
  }

  /**
   * Reads the options.
   *
   * @param options the options, checked
   * @return the network
   */
  public static Mlp of(Options options) {
    return new Mlp(Math.toIntExact(options.get(UNITS)), Math.toIntExact(options.get(LAYERS)));
  }
}
