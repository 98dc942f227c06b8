package dev.doppel.runtime.network;

import dev.doppel.runtime.network.InitialWeights.Distribution;
import dev.doppel.spi.option.Option;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The backbones that recipes select by name, in the order of their names. */
public enum BackboneKind {
  /** {@link Mlp}. */
  MLP("mlp", Distribution.UNIFORM_FAN_IN),
  /** {@link ResNet18}. */
  RESNET18("resnet18", Distribution.NORMAL_FAN_OUT),
  /** {@link SmallCnn}. */
  SMALL_CNN("small-cnn", Distribution.UNIFORM_FAN_IN);

  private final String recipeName;
  private final Distribution distribution;

  BackboneKind(String recipeName, Distribution distribution) {
    this.recipeName = recipeName;
    this.distribution = distribution;
  }

  /**
   * The backbone of a name.
   *
   * @param name its name in a recipe
   * @return the backbone
   * @throws IllegalArgumentException if there is no backbone of that name
   */
  public static BackboneKind of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.recipeName.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no backbone '" + name + "'; there are " + options().keySet()));
  }

  /**
   * The options of each backbone, under {@code backbone} in a recipe.
   *
   * @return the options by the backbone's name
   */
  public static Map<String, List<Option<?>>> options() {
    Map<String, List<Option<?>>> options = new LinkedHashMap<>();
    for (BackboneKind kind : values()) {
      options.put(
          kind.recipeName,
          switch (kind) {
            case MLP -> Mlp.options();
            case RESNET18 -> ResNet18.options();
            case SMALL_CNN -> SmallCnn.options();
          });
    }
    return options;
  }

  /**
   * How weights start.
   *
   * @param seed the seed
   * @return the weights of all layers
   */
  public InitialWeights initialWeights(long seed) {
    return new InitialWeights(distribution, seed);
  }
}
