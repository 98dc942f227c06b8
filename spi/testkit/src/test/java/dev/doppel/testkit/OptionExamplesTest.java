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
    assertThat(OptionExamples.of(Option.whole("a").range(7, 7).defaultValue(7L))).isEmpty();
  }
}
