package dev.doppel.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.network.VisionTransformer.Size;
import dev.doppel.spi.option.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VisionTransformerTest {

  @Test
  void named_recipeName_isItsSize() {
    for (Size size : Size.values()) {
      assertThat(Size.named(size.recipeName())).hasValue(size);
    }
    assertThat(Size.named("resnet18")).isEmpty();
  }

  @Test
  void of_defaults_areThePublishedSizes() {
    assertThat(published(Size.TINY))
        .isEqualTo(new VisionTransformer(192, 12, 3, 16, 224, 3, false, 0));
    assertThat(published(Size.SMALL))
        .isEqualTo(new VisionTransformer(384, 12, 6, 16, 224, 3, false, 0));
    assertThat(published(Size.BASE))
        .isEqualTo(new VisionTransformer(768, 12, 12, 16, 224, 3, false, 0));
    assertThat(Size.BASE.recipeName()).isEqualTo("vit-base");
  }

  private static VisionTransformer published(Size size) {
    return VisionTransformer.of(Options.defaults(size.options()), 224, 3);
  }

  @Test
  void of_everyOption_isRead() {
    Map<String, String> texts =
        Map.of(
            "patch-size", "7",
            "depth", "3",
            "heads", "5",
            "width", "40",
            "positions", "learned",
            "drop-path", "0.1");
    assertThat(VisionTransformer.of(Options.parse(Size.TINY.options(), texts), 28, 1))
        .isEqualTo(new VisionTransformer(40, 3, 5, 7, 28, 1, true, 0.1));
  }

  @Test
  void of_sizesThatDoNotDivide_namesAll() {
    Options options =
        Options.parse(Size.TINY.options(), Map.of("patch-size", "5", "heads", "4", "width", "30"));
    assertThatThrownBy(() -> VisionTransformer.of(options, 28, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "patch-size must divide the height and width of each view, but 5 does not divide 28;"
                + " heads must divide the width of a token, but 4 does not divide 30;"
                + " width must be a multiple of 4, but is 30");
  }

  @Test
  void problems_localViews_areNamedOnce() {
    Options options = Options.parse(Size.TINY.options(), Map.of("patch-size", "8"));
    assertThat(VisionTransformer.problems(options, List.of(32, 12, 16, 20, 12)))
        .containsExactly(
            Map.entry(
                "patch-size",
                "must divide the height and width of each view, but 8 does not divide 12, 20"));
    assertThat(VisionTransformer.problems(options, List.of(32, 16))).isEmpty();
  }

  @Test
  void grid_ofAView_isItsPatches() {
    VisionTransformer network = new VisionTransformer(8, 2, 2, 4, 28, 1, false, 0);
    assertThat(network.grid()).isEqualTo(7);
    assertThat(network.grid(12)).isEqualTo(3);
    assertThatThrownBy(() -> network.grid(14))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("patches of 4 pixels do not divide a view of 14 pixels");
  }

  @Test
  void dropPath_byBlock_growsInProportion() {
    VisionTransformer network = new VisionTransformer(8, 5, 2, 4, 28, 1, false, 0.2);
    for (int block = 0; block < 5; block++) {
      // One rounding of a product and a quotient.
      assertThat(network.dropPath(block)).isCloseTo(0.05 * block, within(1e-15));
    }
    assertThat(new VisionTransformer(8, 1, 2, 4, 28, 1, false, 0.2).dropPath(0)).isEqualTo(0.2);
  }
}
