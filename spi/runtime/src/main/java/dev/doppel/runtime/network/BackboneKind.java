package dev.doppel.runtime.network;

import dev.doppel.runtime.network.InitialWeights.Distribution;
import dev.doppel.runtime.network.VisionTransformer.Size;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The backbones that recipes select by name, in the order of their names. */
public enum BackboneKind {
  /** {@link Mlp}. */
  MLP("mlp", Distribution.UNIFORM_FAN_IN),
  /** {@link ResNet18}. */
  RESNET18("resnet18", Distribution.NORMAL_FAN_OUT),
  /** {@link SmallCnn}. */
  SMALL_CNN("small-cnn", Distribution.UNIFORM_FAN_IN),
  /** {@link VisionTransformer} of {@link Size#BASE}. */
  VIT_BASE(Size.BASE),
  /** {@link VisionTransformer} of {@link Size#SMALL}. */
  VIT_SMALL(Size.SMALL),
  /** {@link VisionTransformer} of {@link Size#TINY}. */
  VIT_TINY(Size.TINY);

  private final String recipeName;
  private final Optional<Distribution> distribution;
  private final Optional<Size> transformer;

  BackboneKind(String recipeName, Distribution distribution) {
    this.recipeName = recipeName;
    this.distribution = Optional.of(distribution);
    this.transformer = Optional.empty();
  }

  BackboneKind(Size transformer) {
    this.recipeName = transformer.recipeName();
    this.distribution = Optional.empty();
    this.transformer = Optional.of(transformer);
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
            case VIT_BASE, VIT_SMALL, VIT_TINY -> kind.transformer.orElseThrow().options();
          });
    }
    return options;
  }

  /**
   * What does not go together in the options of a backbone, each of which is allowed by itself, and
   * the views that pass it.
   *
   * @param name the backbone's name in a recipe
   * @param options its options, checked
   * @param viewSizes the heights and widths of the views, in pixels, each once
   * @return what is wrong and what is allowed, by the option's name, or by the empty name where it
   *     is the backbone itself; empty if nothing is, or there is no backbone of that name
   */
  public static Map<String, String> problems(
      String name, Options options, Collection<Integer> viewSizes) {
    return Arrays.stream(values())
        .filter(kind -> kind.recipeName.equals(name))
        .findFirst()
        .map(kind -> kind.problems(options, viewSizes))
        .orElse(Map.of());
  }

  private Map<String, String> problems(Options options, Collection<Integer> viewSizes) {
    return switch (this) {
      case MLP -> Mlp.problem(viewSizes).map(text -> Map.of("", text)).orElse(Map.of());
      // Its average over positions takes maps of any size, and the filters of any stage are a
      // multiple of the first's.
      case RESNET18 -> Normalization.of(options).problems(IntStream.of(ResNet18.STEM_FILTERS));
      case SMALL_CNN -> SmallCnn.of(options).problems(viewSizes);
      case VIT_BASE, VIT_SMALL, VIT_TINY -> VisionTransformer.problems(options, viewSizes);
    };
  }

  /**
   * What a backbone's options ask for that a platform without group normalisation does not have.
   *
   * @param name the backbone's name in a recipe
   * @param options its options, checked
   * @param backend the platform's name
   * @return what is wrong and what is allowed, by the option's name; empty if nothing is
   */
  public static Map<String, String> problemsWithoutGroups(
      String name, Options options, String backend) {
    return switch (of(name)) {
      case RESNET18, SMALL_CNN -> Normalization.of(options).problemsWithoutGroups(backend);
      case MLP, VIT_BASE, VIT_SMALL, VIT_TINY -> Map.of();
    };
  }

  /**
   * Whether a backbone normalises over the batch.
   *
   * @param name the backbone's name in a recipe
   * @param options its options, checked
   * @return whether any of its layers does
   * @throws IllegalArgumentException if there is no backbone of that name
   */
  public static boolean hasBatchNorm(String name, Options options) {
    return switch (of(name)) {
      case MLP -> true;
      case RESNET18 -> Normalization.of(options).kind() == Normalization.Kind.BATCH;
      case SMALL_CNN -> SmallCnn.of(options).hasBatchNorm();
      case VIT_BASE, VIT_SMALL, VIT_TINY -> false;
    };
  }

  /**
   * The size of a vision transformer.
   *
   * @return the size; empty for the other backbones
   */
  public Optional<Size> transformer() {
    return transformer;
  }

  /**
   * How weights start. A vision transformer has {@link TransformerWeights} in their place.
   *
   * @param seed the seed
   * @return the weights of all layers
   * @throws IllegalStateException if this is a vision transformer
   */
  public InitialWeights initialWeights(long seed) {
    return new InitialWeights(
        distribution.orElseThrow(
            () ->
                new IllegalStateException(
                    "backbone '" + recipeName + "' starts from TransformerWeights")),
        seed);
  }
}
