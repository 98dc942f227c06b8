package dev.doppel.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class AccuraciesTest {

  @Test
  void gain_isTheDifferenceOfTheFiguresShown() {
    // 84.55 % and 85.44 % are shown as 84.6 % and 85.4 %: 0.8 points, though 0.89 apart.
    assertThat(measured(0.84551, 0.8544).gain()).hasValue("0.8 points");
    assertThat(measured(0.846, 0.843).gain()).hasValue("-0.3 points");
    assertThat(measured(0.8, 0.8).gain()).hasValue("0.0 points");
  }

  @Test
  void gain_eitherMissing_isUnknown() {
    assertThat(Accuracies.NONE.withTrained(OptionalDouble.of(0.8)).gain()).isEmpty();
    assertThat(Accuracies.NONE.withCalibrated(OptionalDouble.of(0.8)).gain()).isEmpty();
  }

  @Test
  void measured_anyFigure_isEnough() {
    assertThat(Accuracies.NONE.measured()).isFalse();
    assertThat(Accuracies.NONE.withCalibrated(OptionalDouble.of(0.8)).measured()).isTrue();
    assertThat(Accuracies.NONE.withTrained(OptionalDouble.of(0)).measured()).isTrue();
  }

  private static Accuracies measured(double calibrated, double trained) {
    return Accuracies.NONE
        .withCalibrated(OptionalDouble.of(calibrated))
        .withTrained(OptionalDouble.of(trained));
  }
}
