package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.option.Option;
import org.junit.jupiter.api.Test;

final class OptionExamplesTest {

  @Test
  void of_eachType_findsOtherValues() {
    assertThat(OptionExamples.of(Option.flag("a").defaultValue(true))).containsExactly("false");
    assertThat(OptionExamples.of(Option.choice("a", "constant", "cosine").defaultValue("cosine")))
        .containsExactly("constant");
    assertThat(OptionExamples.of(Option.text("a").defaultValue(""))).contains("text");
    assertThat(OptionExamples.of(Option.whole("a").atLeast(1).defaultValue(65536L)))
        .startsWith("65537")
        .doesNotContain("65536");
    assertThat(OptionExamples.of(Option.decimal("a").range(0.9, 0.9999).defaultValue(0.9)))
        .as("no round number is in the range, but its other end is")
        .contains("0.9999");
    assertThat(OptionExamples.of(Option.decimal("a").rangeExcludingEnd(0, 1).defaultValue(0.0)))
        .as("one end is the default, the other is not allowed")
        .contains("0.5")
        .doesNotContain("0", "1");
    assertThat(OptionExamples.of(Option.decimal("a").rangeExcludingStart(0, 1e-7)))
        .as("no round number is in the range, and one end is not either")
        .containsExactly("5.0E-8", "1.0E-7");
    assertThat(OptionExamples.of(Option.whole("a").rangeExcludingEnd(3, 5).defaultValue(3L)))
        .contains("4")
        .doesNotContain("5");
    assertThat(OptionExamples.of(Option.whole("a").range(7, 7).defaultValue(7L))).isEmpty();
  }
}
