package dev.doppel.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.network.LayerSpecification.BatchNorm;
import dev.doppel.runtime.network.LayerSpecification.Linear;
import dev.doppel.runtime.network.LayerSpecification.Relu;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadSpecificationTest {

  @Test
  void parse_layersWithOptions_readsThem() {
    HeadSpecification head =
        HeadSpecification.parse("linear(4096) bn relu linear(256, bias=false) bn(affine=false)");
    assertThat(head.layers())
        .isEqualTo(
            List.of(
                new Linear(4096, true),
                new BatchNorm(true),
                new Relu(),
                new Linear(256, false),
                new BatchNorm(false)));
    assertThat(head.outputWidth(2048)).isEqualTo(256);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "bn",
        "linear(8) relu",
        "linear(8, bias=false) bn(affine=false)",
        "linear(8, std=0.02) gelu l2-normalize weight-norm-linear(12)",
        "linear(8, bias=false, std=0.5)",
        "prototypes(30)"
      })
  void toString_parsedHead_readsBack(String text) {
    assertThat(HeadSpecification.parse(text)).hasToString(text);
  }

  @Test
  void outputWidth_prototypes_isTheirNumber() {
    String text = "linear(8) gelu l2-normalize prototypes(30)";
    assertThat(HeadSpecification.parse(text).outputWidth(512)).isEqualTo(30);
  }

  @Test
  void outputWidth_none_isInputWidth() {
    assertThat(HeadSpecification.parse("none").outputWidth(512)).isEqualTo(512);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear(0)|linear(0)",
        "linear|linear",
        "linear(12) selu|selu",
        "gelu(1)|gelu(1)",
        "prototypes|prototypes",
        "weight-norm-linear(0)|weight-norm-linear(0)",
        "linear(12)relu|linear(12)relu",
        "relu(1)|relu(1)",
        "bn(affine=maybe)|bn(affine=maybe)",
        "linear(12, bias=no)|linear(12, bias=no)",
        "linear(4) , bn|, bn"
      })
  void parse_unknownLayer_namesThePart(String text, String part) {
    assertThatThrownBy(() -> HeadSpecification.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'%s' is not a layer; allowed are %s", part, HeadSpecification.ALLOWED);
  }
}
