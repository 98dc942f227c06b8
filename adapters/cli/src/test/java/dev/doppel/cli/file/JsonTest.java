package dev.doppel.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {

  @Test
  void of_nestedValues_writesThem() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("steps", 800L);
    value.put("ok", true);
    value.put("none", null);
    value.put("losses", new double[] {0.5f, 0.1f, Double.NaN, Double.NEGATIVE_INFINITY});
    value.put("items", Arrays.asList("a", 1, List.of()));

    assertThat(Json.of(value))
        .isEqualTo(
            "{\"steps\": 800, \"ok\": true, \"none\": null, \"losses\": [0.5, 0.1, null, null],"
                + " \"items\": [\"a\", 1, []]}");
  }

  @Test
  void of_textThatWouldEndAScript_isEscaped() {
    assertThat(Json.of("</script>&\"\\\n\u2028"))
        .isEqualTo("\"\\u003c/script\\u003e\\u0026\\\"\\\\\\u000a\\u2028\"");
  }

  @Test
  void of_otherType_saysWhich() {
    assertThatThrownBy(() -> Json.of(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("JSON has no form for java.lang.Object");
  }
}
