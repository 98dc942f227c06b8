package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.spi.option.Option;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ranges of number options; they are here because the interface has no tests of its own. */
final class NumberOptionTest {

  @Test
  void range_eachKind_saysWhatItAllowsAndHoldsItsBounds() {
    assertRange(
        Option.decimal("a").range(0, 1), "a number in [0, 1]", List.of("0", "0.5", "1"), "-1e-9");
    assertRange(
        Option.decimal("a").rangeExcludingEnd(0, 1),
        "a number in [0, 1)",
        List.of("0", "0.9999999"),
        "1");
    assertRange(
        Option.decimal("a").rangeExcludingStart(0, 1),
        "a number in (0, 1]",
        List.of("1e-9", "1"),
        "0");
    assertRange(
        Option.decimal("a").atLeast(0.5), "a number of at least 0.5", List.of("0.5"), "0.49");
    assertRange(
        Option.decimal("a").greaterThan(0), "a number greater than 0", List.of("1e-9"), "0");
    assertRange(
        Option.whole("a").rangeExcludingEnd(1, 3),
        "a whole number in [1, 3)",
        List.of("1", "2"),
        "3");
  }

  @Test
  void defaultValue_excludedEnd_isRefused() {
    Option<Double> momentum = Option.decimal("momentum").rangeExcludingEnd(0, 1);
    assertThatThrownBy(() -> momentum.defaultValue(1.0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a number in [0, 1)");
  }

  private static void assertRange(
      Option<?> option, String allowed, List<String> inside, String outside) {
    assertThat(option.allowed()).isEqualTo(allowed);
    for (String text : inside) {
      assertThat(((Number) option.parse(text)).doubleValue()).isEqualTo(Double.parseDouble(text));
    }
    assertThatThrownBy(() -> option.parse(outside))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(allowed);
  }
}
