package dev.doppel.runtime.boundary;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerdictRulesTest {

  private static final PluginBoundary BOUNDARY =
      new PluginBoundary(PartOrigin.ofProgram("the part"), BoundaryChecks.NONE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "std",
        "of-mean",
        "2",
        "backbone.layer1/0[3].weight",
        "a b",
        "norme\u0301 \u03c3",
        "\ud83d\ude00",
        "01Conv2d:0"
      })
  void check_nameThatMayBeAColumn_passes(String name) {
    assertThatCode(() -> check(Map.of(name, 1.0))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a,b|a,b",
        "a\"b|a\"b",
        "''|''",
        " a| a",
        "'a '|'a '",
        "'a\nb'|a?b",
        "'a\rb'|a?b",
        "a\tb|a?b",
        "a\u0085b|a?b",
        "a\u2028b|a?b",
        "a\u0000b|a?b",
      })
  void check_nameThatBreaksTheMetricsFile_isRefused(String name, String shown) {
    assertThatThrownBy(() -> check(Map.of(name, 1.0)))
        .isInstanceOf(PluginException.class)
        .hasMessage(
            "the part returned a figure named '%s' at step 7; names must %s",
            shown, FigureNames.RULE);
  }

  @Test
  void check_nameWithHalfACharacter_isRefused() {
    assertThatThrownBy(() -> check(Map.of("a\ud83d", 1.0)))
        .hasMessageStartingWith("the part returned a figure named 'a?' at step 7");
  }

  @Test
  void check_figureWithoutValue_isRefused() {
    assertThatThrownBy(() -> check(Collections.singletonMap("std", null)))
        .isInstanceOf(PluginException.class)
        .hasMessage("the part returned a figure 'std' without value at step 7");
  }

  private static void check(Map<String, Double> figures) {
    VerdictRules.check(Verdict.healthy(figures), State.empty(), 7, BOUNDARY);
  }
}
