package dev.doppel.runtime.network;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.recipe.ImageScale;
import java.util.ArrayList;
import java.util.List;

/**
 * The backbone {@code resnet18}: the 18-layer residual network (arXiv 1512.03385, table 1), up to
 * its average pooling, with embeddings of 512 numbers.
 *
 * @param smallImageStem whether the first layers are one 3x3 convolution without pooling (section
 *     4.2 there), in place of a 7x7 one with stride 2 and a 3x3 maximum with stride 2
 * @param normalization what follows each convolution
 */
public record ResNet18(boolean smallImageStem, Normalization normalization) {

  /** The filters of the first convolution and of the first stage. */
  public static final int STEM_FILTERS = 64;

  private static final Option<String> STEM =
      Option.choice("stem", "auto", "imagenet", "small-image")
          .defaultValue("auto")
          .describedAs("first layers; auto takes small-image under 96 pixels");

  private static final int STAGES = 4;
  private static final int BLOCKS_PER_STAGE = 2;

  /**
   * One residual block: two 3x3 convolutions, each with a normalisation, ReLU between them and
   * after the sum. Its shortcut is a 1x1 convolution with a normalisation where the map or the
   * filters change.
   *
   * @param inputFilters the filters of its input
   * @param filters the filters of its output
   * @param stride the stride of its first convolution and of the shortcut
   */
  public record Block(int inputFilters, int filters, int stride) {

    /**
     * Whether the shortcut has layers.
     *
     * @return whether; if not, the input itself is added
     */
    public boolean projects() {
      return stride != 1 || inputFilters != filters;
    }
  }

  /**
   * The options.
   *
   * @return the options under {@code backbone} in a recipe
   */
  public static List<Option<?>> options() {
    List<Option<?>> options = new ArrayList<>(List.of(STEM));
    options.addAll(Normalization.options());
    return List.copyOf(options);
  }

  /**
   * Reads the options.
   *
   * @param options the options, checked
   * @param imageSize the height and width of a global view, in pixels
   * @return the network
   */
  public static ResNet18 of(Options options, int imageSize) {
    String stem = options.get(STEM);
    return new ResNet18(
        stem.equals("auto")
            ? ImageScale.of(imageSize) == ImageScale.SMALL_IMAGE
            : stem.equals("small-image"),
        Normalization.of(options));
  }

  /**
   * The blocks after the stem.
   *
   * @return the blocks, in order
   */
  public static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int inputFilters = STEM_FILTERS;
    for (int stage = 0; stage < STAGES; stage++) {
      int filters = STEM_FILTERS << stage;
      for (int i = 0; i < BLOCKS_PER_STAGE; i++) {
        blocks.add(new Block(inputFilters, filters, i == 0 && stage > 0 ? 2 : 1));
        inputFilters = filters;
      }
    }
    return blocks;
  }
}
