package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class NotInstalledTest {

  @Test
  void report_ofMissingMethods_failsOnlyIfTheRunMustBeComplete() {
    NotInstalled cases = new NotInstalled("losses");
    assertThat(cases.count("byol", true)).isTrue();
    assertThat(cases.count("swav", false)).isFalse();
    cases.count("dino", false);
    cases.count("swav", false);

    String summary = "golden losses: 1 of 4 cases run; not installed: dino 1, swav 2";
    assertThat(cases.summary()).isEqualTo(summary);
    assertThatCode(() -> cases.report(false)).doesNotThrowAnyException();
    assertThatThrownBy(() -> cases.report(true))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(summary);
  }

  @Test
  void report_ofCompleteRun_passes() {
    NotInstalled cases = new NotInstalled("losses");
    cases.count("byol", true);
    assertThat(cases.summary()).isEqualTo("golden losses: 1 of 1 cases run");
    assertThatCode(() -> cases.report(true)).doesNotThrowAnyException();
  }

  @Test
  void methodsOfThisModulesClassPath_areInstalled() {
    InstalledMethods methods = new InstalledMethods();
    assertThat(methods.has("byol")).isTrue();
    assertThat(methods.has("simsiam")).isTrue();
    assertThat(methods.has("no-such-method")).isFalse();
  }
}
