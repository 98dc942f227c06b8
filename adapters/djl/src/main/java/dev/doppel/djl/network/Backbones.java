package dev.doppel.djl.network;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.doppel.runtime.network.InitialWeights;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The backbones by name. They are made of DJL's own blocks only, so that DJL loads them back. */
public final class Backbones {

  private static final Map<String, Backbone> BY_NAME =
      Map.of(
          "small-cnn", new SmallCnnBlock(), "resnet18", new ResNet18Block(), "mlp", new MlpBlock());

  private Backbones() {}

  /**
   * The options of each backbone.
   *
   * @return the options by the backbone's name
   */
  public static Map<String, List<Option<?>>> options() {
    Map<String, List<Option<?>>> options = new LinkedHashMap<>();
    BY_NAME.keySet().stream()
        .sorted()
        .forEach(name -> options.put(name, BY_NAME.get(name).options()));
    return options;
  }

  /**
   * What a batch leaves of the running statistics of the backbones' batch norms.
   *
   * @return the momentum in DJL's sense, from 0 to 1
   */
  public static double batchNormMomentum() {
    return Layers.BATCH_NORM_MOMENTUM;
  }

  /**
   * Builds a backbone.
   *
   * @param name its name
   * @param options its options, checked
   * @param imageSize the height and width of a global view, in pixels
   * @param seed the seed of its initial weights
   * @return the block, not initialized
   * @throws IllegalArgumentException if there is no backbone of that name
   */
  public static Block build(String name, Options options, int imageSize, long seed) {
    Backbone backbone = BY_NAME.get(name);
    if (backbone == null) {
      throw new IllegalArgumentException(
          "no backbone '" + name + "'; there are " + options().keySet());
    }
    Block block = backbone.build(options, imageSize);
    block.setInitializer(
        new SeededInitializer(new InitialWeights(backbone.initialWeights(), seed)),
        Parameter.Type.WEIGHT);
    return block;
  }
}
