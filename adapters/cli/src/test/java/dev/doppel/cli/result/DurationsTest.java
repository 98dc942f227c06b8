package dev.doppel.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "499, 0 s",
    "59499, 59 s",
    "59500, 1 min 00 s",
    "185000, 3 min 05 s",
    "3599600, 1 h 00 min",
    "7800000, 2 h 10 min"
  })
  void text_milliseconds_areInTwoUnits(long milliseconds, String text) {
    assertThat(Durations.text(Duration.ofMillis(milliseconds))).isEqualTo(text);
  }
}
