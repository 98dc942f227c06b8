package dev.doppel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.option.OptionsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DataOptionsTest {

  @Test
  void defaults_asDocumented() {
    assertThat(DataOptions.defaults()).isEqualTo(new DataOptions(0, true, 32, 10_000, 0, 0));
  }

  @Test
  void of_everyOption() {
    Map<String, String> texts =
        Map.of(
            "channels",
            "1",
            "labels",
            "none",
            "size",
            "64",
            "count",
            "500",
            "seed",
            "-4",
            "held-out",
            "20");

    assertThat(DataOptions.of(Options.parse(DataOptions.declared(), texts)))
        .isEqualTo(new DataOptions(1, false, 64, 500, -4, 20));
  }

  @Test
  void declared_ranges() {
    Map<String, String> texts =
        Map.of(
            "channels",
            "4",
            "labels",
            "yes",
            "size",
            "7",
            "count",
            "9",
            "seed",
            "0.5",
            "held-out",
            "-1");

    assertThatExceptionOfType(OptionsException.class)
        .isThrownBy(() -> Options.parse(DataOptions.declared(), texts))
        .satisfies(e -> assertThat(e.problems()).hasSize(6));
  }

  @Test
  void constructor_ranges() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataOptions(2, true, 32, 10, 0, 0))
        .withMessage("channels must be 0, 1 or 3, not 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataOptions(0, true, 5000, 10, 0, 0))
        .withMessage("size must be in [8, 4096], not 5000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataOptions(0, true, 32, 9, 0, 0))
        .withMessage("count must be in [10, 10000000], not 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataOptions(0, true, 32, 10, 0, -1))
        .withMessage("heldOut must be in [0, 10000000], not -1");
  }
}
