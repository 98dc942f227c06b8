package dev.doppel.runtime.network;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The backbone {@code small-cnn}: a few convolutions for small images, each with a normalisation
 * and ReLU, and each with twice as many filters as the one before.
 *
 * @param firstFilters the filters of the first convolution
 * @param layers the number of convolutions
 * @param firstKernel the height and width of the first convolution's kernel
 * @param strides whether a stride of 2 halves the map in each convolution; 2x2 maxima do otherwise
 * @param averagePooling whether the last map is averaged; each position of it counts otherwise
 * @param standardize whether a batch norm without scale and shift ends the network
 * @param normalization what follows each convolution
 */
public record SmallCnn(
    int firstFilters,
    int layers,
    int firstKernel,
    boolean strides,
    boolean averagePooling,
    boolean standardize,
    Normalization normalization) {

  private static final Option<Long> FILTERS =
      Option.whole("filters")
          .range(1, 4096)
          .defaultValue(32L)
          .describedAs("filters of the first convolution; each further one has twice as many");
  private static final Option<Long> LAYERS =
      Option.whole("layers").range(1, 8).defaultValue(3L).describedAs("number of convolutions");
  private static final Option<String> FIRST_KERNEL =
      Option.choice("first-kernel", "3", "5", "7")
          .defaultValue("3")
          .describedAs("height and width of the first convolution's kernel; the others have 3");
  private static final Option<String> REDUCTION =
      Option.choice("reduction", "stride", "max-pool")
          .defaultValue("stride")
          .describedAs(
              "what halves the map: a stride of 2 in each convolution, or 2x2 maxima after each");
  private static final Option<String> POOLING =
      Option.choice("pooling", "none", "average")
          .defaultValue("none")
          .describedAs("none keeps every position of the last map; average takes their mean");
  private static final Option<Boolean> STANDARDIZE =
      Option.flag("standardize")
          .defaultValue(false)
          .describedAs("whether a batch norm without scale and shift ends the network");

  /**
   * The options.
   *
   * @return the options under {@code backbone} in a recipe
   */
  public static List<Option<?>> options() {
    List<Option<?>> options =
        new ArrayList<>(List.of(FILTERS, LAYERS, FIRST_KERNEL, REDUCTION, POOLING, STANDARDIZE));
    options.addAll(Normalization.options());
    return List.copyOf(options);
  }

  /**
   * Reads the options.
   *
   * @param options the options, checked
   * @return the network
   */
  public static SmallCnn of(Options options) {
    return new SmallCnn(
        Math.toIntExact(options.get(FILTERS)),
        Math.toIntExact(options.get(LAYERS)),
        Integer.parseInt(options.get(FIRST_KERNEL)),
        options.get(REDUCTION).equals("stride"),
        options.get(POOLING).equals("average"),
        options.get(STANDARDIZE),
        Normalization.of(options));
  }

  /**
   * What does not go together in the options and the sizes of views.
   *
   * @param viewSizes the heights and widths of the views, in pixels
   * @return what is wrong and what is allowed, by the option's name; empty if nothing is
   */
  Map<String, String> problems(Collection<Integer> viewSizes) {
    String sizes = viewSizes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    List<Integer> maps = viewSizes.stream().map(this::mapSize).distinct().toList();
    if (maps.contains(0)) {
      return Map.of(
          LAYERS.name(),
          "must leave something of each view, but views have sizes %s, and each layer halves them"
              .formatted(sizes));
    }
    if (maps.size() > 1 && !averagePooling) {
      return Map.of(
          POOLING.name(),
          "must be average where views have several sizes, here "
              + sizes
              + ", or embeddings would differ in width");
    }
    return normalization.problems(IntStream.range(0, layers).map(this::filters));
  }

  /** The height and width of the last map. Maxima leave out what is odd, strides do not. */
  private int mapSize(int viewSize) {
    int size = viewSize;
    for (int layer = 0; layer < layers; layer++) {
      size = strides ? (size + 1) / 2 : size / 2;
    }
    return size;
  }

  /**
   * Whether any layer normalises over the batch.
   *
   * @return whether
   */
  boolean hasBatchNorm() {
    return standardize || normalization.kind() == Normalization.Kind.BATCH;
  }

  /**
   * The filters of a convolution.
   *
   * @param layer the convolution, from 0
   * @return its filters
   */
  public int filters(int layer) {
    return firstFilters << layer;
  }

  /**
   * The kernel of a convolution; it is padded with zeros to keep the map's size.
   *
   * @param layer the convolution, from 0
   * @return its height and width
   */
  public int kernel(int layer) {
    return layer == 0 ? firstKernel : 3;
  }
}
