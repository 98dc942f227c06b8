package dev.doppel.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChanceSeedTest {

  /** Computed by the formula in the class's javadoc, in another language. */
  @Test
  void of_fixedNumbers_isWhatTheFormulaGives() {
    assertThat(ChanceSeed.of(0)).isEqualTo(0xe220a8397b1dcdafL);
    assertThat(ChanceSeed.of(7, 0, 0, 0)).isEqualTo(0x2bf6f81349ecc50eL);
    assertThat(ChanceSeed.of(7, 3, 59999, 1)).isEqualTo(0x4218f986bf984b52L);
    assertThat(ChanceSeed.of(-1, 2)).isEqualTo(0x51b01d53ca27e54dL);
  }

  @Test
  void of_neighbouringNumbers_allDiffer() {
    Set<Long> seeds = new HashSet<>();
    for (int epoch = 0; epoch < 20; epoch++) {
      for (int sample = 0; sample < 500; sample++) {
        for (int view = 0; view < 4; view++) {
          seeds.add(ChanceSeed.of(7, epoch, sample, view));
        }
      }
    }
    assertThat(seeds).hasSize(20 * 500 * 4);
  }

  @Test
  void of_sameNumbersInAnotherOrder_differs() {
    assertThat(ChanceSeed.of(1, 2)).isNotEqualTo(ChanceSeed.of(2, 1));
  }
}
