package dev.doppel.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MethodNamesTest {

  @Test
  void title_shortNames_areAcronyms() {
    assertThat(MethodNames.title("byol")).isEqualTo("BYOL");
    assertThat(MethodNames.title("simsiam")).isEqualTo("simsiam");
    assertThat(MethodNames.title("moco-v3")).isEqualTo("moco-v3");
  }
}
