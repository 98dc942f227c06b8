package dev.doppel.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class BackboneKindTest {

  @Test
  void of_eachName_isThatBackbone() {
    assertThat(BackboneKind.options().keySet())
        .containsExactly("mlp", "resnet18", "small-cnn")
        .extracting(BackboneKind::of)
        .containsExactly(BackboneKind.values());
    assertThat(BackboneKind.options().get("mlp")).isEqualTo(Mlp.options());
  }

  @Test
  void of_unknownName_isRefused() {
    assertThatThrownBy(() -> BackboneKind.of("vgg"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no backbone 'vgg'; there are [mlp, resnet18, small-cnn]");
  }
}
