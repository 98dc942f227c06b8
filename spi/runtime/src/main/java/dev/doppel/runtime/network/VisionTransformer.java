package dev.doppel.runtime.network;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The backbones {@code vit-tiny}, {@code vit-small} and {@code vit-base}: vision transformers
 * (arXiv 2010.11929) with a class token, whose output after the last layer norm is the embedding.
 * Blocks are pre-norm with epsilon 1e-6, a GELU by the error function, and four times the width
 * within the perceptron.
 *
 * @param width the width of a token
 * @param depth the number of blocks
 * @param heads the attention heads, which divide the width
 * @param patchSize the height and width of a patch, in pixels
 * @param imageSize the height and width of a global view, in pixels
 * @param channels the channels of a view
 * @param learnedPositions whether positions are learned; fixed sines and cosines otherwise
 * @param dropPath the chance that a sample skips a branch of the last block (stochastic depth,
 *     arXiv 1603.09382, its linear rule); earlier ones in proportion, in [0, 1)
 */
public record VisionTransformer(
    int width,
    int depth,
    int heads,
    int patchSize,
    int imageSize,
    int channels,
    boolean learnedPositions,
    double dropPath) {

  /** What is added to the variance in each layer norm. */
  public static final double EPSILON = 1e-6;

  /** The width of the perceptron's middle layer over that of a token. */
  public static final int PERCEPTRON_FACTOR = 4;

  private static final Option<Long> PATCH_SIZE =
      Option.whole("patch-size")
          .range(1, 1024)
          .describedAs("height and width of a patch, which divide those of each view");
  private static final Option<Long> DEPTH =
      Option.whole("depth").range(1, 64).describedAs("number of blocks");
  private static final Option<Long> HEADS =
      Option.whole("heads").range(1, 64).describedAs("attention heads; they divide the width");
  private static final Option<Long> WIDTH =
      Option.whole("width").range(4, 8192).describedAs("width of a token, a multiple of 4");
  private static final Option<String> POSITIONS =
      Option.choice("positions", "sine-cosine", "learned")
          .defaultValue("sine-cosine")
          .describedAs("fixed sines and cosines of row and column, or learned numbers");
  private static final Option<Double> DROP_PATH =
      Option.decimal("drop-path")
          .rangeExcludingEnd(0, 1)
          .defaultValue(0.0)
          .describedAs(
              "chance that a sample skips a branch of the last block, earlier ones in proportion;"
                  + " the online network only");

  private static final long DEFAULT_PATCH_SIZE = 16;
  private static final int POSITION_PARTS = 4;

  /** The published sizes. */
  public enum Size {
    /** 192 wide, 12 blocks, 3 heads. */
    TINY(192, 3),
    /** 384 wide, 12 blocks, 6 heads; MoCo-v3 takes 12. */
    SMALL(384, 6),
    /** 768 wide, 12 blocks, 12 heads. */
    BASE(768, 12);

    private static final long DEFAULT_DEPTH = 12;

    private final long width;
    private final long heads;

    Size(long width, long heads) {
      this.width = width;
      this.heads = heads;
    }

    /**
     * The name that recipes select it by.
     *
     * @return such as {@code vit-tiny}
     */
    public String recipeName() {
      return "vit-" + name().toLowerCase(Locale.ROOT);
    }

    /**
     * The size of a name.
     *
     * @param recipeName a backbone's name in a recipe
     * @return the size; empty if that is no vision transformer
     */
    public static Optional<Size> named(String recipeName) {
      return Arrays.stream(values())
          .filter(size -> size.recipeName().equals(recipeName))
          .findFirst();
    }

    /**
     * The options, with this size's defaults.
     *
     * @return the options under {@code backbone} in a recipe
     */
    public List<Option<?>> options() {
      return List.of(
          PATCH_SIZE.defaultValue(DEFAULT_PATCH_SIZE),
          DEPTH.defaultValue(DEFAULT_DEPTH),
          HEADS.defaultValue(heads),
          WIDTH.defaultValue(width),
          POSITIONS,
          DROP_PATH);
    }
  }

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if sizes do not divide each other
   */
  public VisionTransformer {
    Map<String, String> problems = problems(width, heads, patchSize, List.of(imageSize));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.entrySet().stream()
              .map(problem -> problem.getKey() + " " + problem.getValue())
              .collect(Collectors.joining("; ")));
    }
  }

  /**
   * What does not go together in options that are allowed each by itself.
   *
   * @param options the options, checked
   * @param viewSizes the heights and widths of the views, in pixels
   * @return what is wrong and what is allowed, by the option's name; empty if nothing is
   */
  public static Map<String, String> problems(Options options, Collection<Integer> viewSizes) {
    return problems(
        Math.toIntExact(options.get(WIDTH)),
        Math.toIntExact(options.get(HEADS)),
        Math.toIntExact(options.get(PATCH_SIZE)),
        viewSizes);
  }

  private static Map<String, String> problems(
      int width, int heads, int patchSize, Collection<Integer> viewSizes) {
    Map<String, String> problems = new LinkedHashMap<>();
    List<String> undivided =
        viewSizes.stream()
            .filter(size -> size % patchSize != 0)
            .distinct()
            .map(String::valueOf)
            .toList();
    if (!undivided.isEmpty()) {
      problems.put(
          PATCH_SIZE.name(),
          "must divide the height and width of each view, but %d does not divide %s"
              .formatted(patchSize, String.join(", ", undivided)));
    }
    if (width % heads != 0) {
      problems.put(
          HEADS.name(),
          "must divide the width of a token, but %d does not divide %d".formatted(heads, width));
    }
    if (width % POSITION_PARTS != 0) {
      problems.put(WIDTH.name(), "must be a multiple of 4, but is " + width);
    }
    return problems;
  }

  /**
   * Reads the options.
   *
   * @param options the options, checked
   * @param imageSize the height and width of a global view, in pixels
   * @param channels the channels of a view
   * @return the network
   * @throws IllegalArgumentException if sizes do not divide each other; the message says which
   */
  public static VisionTransformer of(Options options, int imageSize, int channels) {
    return new VisionTransformer(
        Math.toIntExact(options.get(WIDTH)),
        Math.toIntExact(options.get(DEPTH)),
        Math.toIntExact(options.get(HEADS)),
        Math.toIntExact(options.get(PATCH_SIZE)),
        imageSize,
        channels,
        options.get(POSITIONS).equals("learned"),
        options.get(DROP_PATH));
  }

  /**
   * The patches along one side of a global view.
   *
   * @return how many
   */
  public int grid() {
    return imageSize / patchSize;
  }

  /**
   * The patches along one side of a view.
   *
   * @param size the view's height and width, in pixels
   * @return how many
   * @throws IllegalArgumentException if patches do not divide the view
   */
  public int grid(int size) {
    if (size % patchSize != 0) {
      throw new IllegalArgumentException(
          "patches of %d pixels do not divide a view of %d pixels".formatted(patchSize, size));
    }
    return size / patchSize;
  }

  /**
   * The chance that a sample skips a branch of a block in training.
   *
   * @param block the block, from 0
   * @return the chance
   */
  public double dropPath(int block) {
    return depth == 1 ? dropPath : dropPath * block / (depth - 1);
  }
}
