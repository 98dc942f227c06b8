package dev.doppel.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void problems_otherBackbones_haveNone() {
    Options options = Options.parse(Size.TINY.options(), Map.of("patch-size", "5"));
    assertThat(BackboneKind.problems("vit-tiny", options, List.of(28))).containsKey("patch-size");
    assertThat(BackboneKind.problems("mlp", options, List.of(28))).isEmpty();
    assertThat(BackboneKind.problems("the user's own", options, List.of(28))).isEmpty();
  }
}
