package dev.doppel.runtime.network;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

  /**
   * What does not go together with the sizes of views: the first layer has a weight for each pixel.
   *
   * @param viewSizes the heights and widths of the views, in pixels
   * @return what is wrong, if anything
   */
  static Optional<String> problem(Collection<Integer> viewSizes) {
    return viewSizes.size() > 1
        ? Optional.of(
            "takes views of one size only, but they have sizes %s; choose another backbone or views"
                .formatted(
                    viewSizes.stream().map(String::valueOf).collect(Collectors.joining(", "))))
        : Optional.empty();
  }
}
