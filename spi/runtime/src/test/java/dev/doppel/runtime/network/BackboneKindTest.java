package dev.doppel.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.doppel.runtime.network.VisionTransformer.Size;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BackboneKindTest {

  @Test
  void of_eachName_isThatBackbone() {
    assertThat(BackboneKind.options().keySet())
        .containsExactly("mlp", "resnet18", "small-cnn", "vit-base", "vit-small", "vit-tiny")
        .extracting(BackboneKind::of)
        .containsExactly(BackboneKind.values());
    assertThat(BackboneKind.options().get("mlp")).isEqualTo(Mlp.options());
  }

  @Test
  void of_unknownName_isRefused() {
    assertThatThrownBy(() -> BackboneKind.of("vgg"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no backbone 'vgg'; there are"
                + " [mlp, resnet18, small-cnn, vit-base, vit-small, vit-tiny]");
  }

  @Test
  void transformer_visionTransformers_alone() {
    assertThat(Arrays.stream(BackboneKind.values()).flatMap(kind -> kind.transformer().stream()))
        .containsExactly(Size.BASE, Size.SMALL, Size.TINY);
    assertThat(BackboneKind.VIT_SMALL.transformer()).contains(Size.SMALL);
    assertThat(BackboneKind.options().get("vit-base"))
        .extracting(Option::defaultText)
        .contains(Optional.of("768"));
  }

  @Test
  void initialWeights_ofATransformer_areRefused() {
    assertThatThrownBy(() -> BackboneKind.VIT_TINY.initialWeights(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("backbone 'vit-tiny' starts from TransformerWeights");
    assertThat(BackboneKind.MLP.initialWeights(1).draw(2, 3)).hasSize(6);
  }

  @Test
  void problems_patchesThatDoNotDivide_areNamed() {
    Options options = Options.parse(Size.TINY.options(), Map.of("patch-size", "5"));
    assertThat(BackboneKind.problems("vit-tiny", options, List.of(28))).containsKey("patch-size");
    assertThat(BackboneKind.problems("the user's own", options, List.of(28))).isEmpty();
  }

  @Test
  void problems_severalSizes_ofNetworksThatTakeOneOnly() {
    Options none = Options.parse(Mlp.options(), Map.of());
    assertThat(BackboneKind.problems("mlp", none, List.of(28))).isEmpty();
    assertThat(BackboneKind.problems("mlp", none, List.of(28, 12)))
        .containsExactly(
            entry(
                "",
                "takes views of one size only, but they have sizes 28, 12; choose another backbone"
                    + " or views"));
    assertThat(smallCnn(Map.of("layers", "2"), 28)).isEmpty();
    assertThat(smallCnn(Map.of("layers", "2"), 28, 12))
        .containsExactly(
            entry(
                "pooling",
                "must be average where views have several sizes, here 28, 12, or embeddings would"
                    + " differ in width"));
    Options resNet = Options.parse(ResNet18.options(), Map.of());
    assertThat(BackboneKind.problems("resnet18", resNet, List.of(28, 12))).isEmpty();
  }

  @Test
  void problems_sizesWithMapsAlike_areNone() {
    assertThat(smallCnn(Map.of("layers", "2", "pooling", "average"), 28, 12)).isEmpty();
    // Strides make 7 rows of 27 as of 28, maxima 6 of 27; both make 7 of 29 and 28 there.
    assertThat(smallCnn(Map.of("layers", "2"), 28, 27)).isEmpty();
    Map<String, String> maxima = Map.of("layers", "2", "reduction", "max-pool");
    assertThat(smallCnn(maxima, 28, 27)).containsKey("pooling");
    assertThat(smallCnn(maxima, 28, 29)).isEmpty();
  }

  @Test
  void problems_mapOfNothing_isNamed() {
    assertThat(smallCnn(Map.of("layers", "5", "reduction", "max-pool"), 28))
        .containsExactly(
            entry(
                "layers",
                "must leave something of each view, but views have sizes 28, and each layer halves"
                    + " them"));
    assertThat(smallCnn(Map.of("layers", "5"), 28)).isEmpty();
  }

  private static Map<String, String> smallCnn(Map<String, String> options, Integer... sizes) {
    return BackboneKind.problems(
        "small-cnn", Options.parse(SmallCnn.options(), options), List.of(sizes));
  }

  @Test
  void problems_groupsThatDoNotDivideFilters_areNamed() {
    assertThat(smallCnn(Map.of("normalization", "group", "groups", "12"), 28))
        .containsExactly(
            entry(
                "groups",
                "must divide the filters of each convolution, but 12 does not divide 32"));
    assertThat(smallCnn(Map.of("normalization", "group", "groups", "32"), 28)).isEmpty();
    assertThat(smallCnn(Map.of("groups", "12"), 28)).isEmpty();
    Options resNet =
        Options.parse(ResNet18.options(), Map.of("normalization", "group", "groups", "5"));
    assertThat(BackboneKind.problems("resnet18", resNet, List.of(28))).containsKey("groups");
  }

  @Test
  void hasBatchNorm_followsTheNormalization() {
    assertThat(hasBatchNorm(Map.of())).isTrue();
    assertThat(hasBatchNorm(Map.of("normalization", "group"))).isFalse();
    assertThat(hasBatchNorm(Map.of("normalization", "none"))).isFalse();
    assertThat(hasBatchNorm(Map.of("normalization", "none", "standardize", "true"))).isTrue();
    assertThat(BackboneKind.hasBatchNorm("mlp", Options.parse(Mlp.options(), Map.of()))).isTrue();
  }

  @Test
  void problemsWithoutGroups_groupNormalization_namesWhatThereIs() {
    Options group = Options.parse(SmallCnn.options(), Map.of("normalization", "group"));
    assertThat(BackboneKind.problemsWithoutGroups("small-cnn", group, "other"))
        .containsExactly(
            entry(
                "normalization",
                "is group, which backend 'other' does not have; it has batch and none"));
    Options none = Options.parse(SmallCnn.options(), Map.of("normalization", "none"));
    assertThat(BackboneKind.problemsWithoutGroups("small-cnn", none, "other")).isEmpty();
  }

  private static boolean hasBatchNorm(Map<String, String> settings) {
    return BackboneKind.hasBatchNorm("small-cnn", Options.parse(SmallCnn.options(), settings));
  }
}
