package dev.doppel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PairedRatioTest {

  @Test
  void of_pairsOfADriftingMachine_isTheirCommonRatio() {
    PairedRatio ratio =
        PairedRatio.of("drift", new double[] {2, 4, 8, 16}, new double[] {1, 2, 4, 8});
    assertThat(ratio.median()).isEqualTo(2);
    assertThat(ratio.low()).isEqualTo(2);
    assertThat(ratio.high()).isEqualTo(2);
    assertThat(ratio).hasToString("ratio drift 2.000 2.000 2.000");
  }

  @Test
  void ofCycles_workInOneRoundOfTwenty_counts() {
    double[][] theirs = new double[60][20];
    double[][] ours = new double[60][20];
    SplittableRandom random = new SplittableRandom(5);
    for (int cycle = 0; cycle < 60; cycle++) {
      for (int round = 0; round < 20; round++) {
        // One step in ten is held up by something else.
        theirs[cycle][round] = 1 + (random.nextInt(10) == 0 ? random.nextDouble() : 0);
        ours[cycle][round] = 1 + (random.nextInt(10) == 0 ? random.nextDouble() : 0);
      }
      ours[cycle][7] += 0.4;
    }
    PairedRatio ratio = PairedRatio.ofCycles("watched", ours, theirs);
    // 0.4 more in one of 20 rounds of 1 is 2 %; what holds rounds up is not the medians.
    assertThat(ratio.median()).isCloseTo(1.02, within(1e-9));
    assertThat(ratio.low()).isCloseTo(1.02, within(1e-3));
    assertThat(ratio.high()).isCloseTo(1.02, within(1e-3));
  }

  @Test
  void ofCycles_unevenCycles_areRefused() {
    assertThatThrownBy(
            () -> PairedRatio.ofCycles("uneven", new double[][] {{1, 2}}, new double[][] {{1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("as many figures on both sides");
    assertThatThrownBy(() -> PairedRatio.ofCycles("none", new double[0][0], new double[0][0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
