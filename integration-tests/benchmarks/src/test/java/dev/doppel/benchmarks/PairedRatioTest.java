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
  void ofUnevenRounds_workInOneRoundOfTwenty_counts() {
    double[][] theirs = new double[60][20];
    double[][] ours = new double[60][20];
    SplittableRandom random = new SplittableRandom(5);
    for (int cycle = 0; cycle < 60; cycle++) {
      for (int round = 0; round < 20; round++) {
        // One step in ten is held up by something else.
        theirs[cycle][round] = 1 + (random.nextInt(10) == 0 ? random.nextDouble() : 0);
        // All rounds of this side are slower, which is none of what is asked.
        ours[cycle][round] = 1.1 + (random.nextInt(10) == 0 ? random.nextDouble() : 0);
      }
      ours[cycle][9] += 0.44;
    }
    PairedRatio ratio = PairedRatio.ofUnevenRounds("watched", ours, theirs, 10);
    // 0.44 more in one of 20 rounds of 1.1 is 2 %; what holds rounds up is not the medians.
    assertThat(ratio.median()).isCloseTo(1.02, within(1e-9));
    assertThat(ratio.low()).isCloseTo(1.02, within(1e-3));
    assertThat(ratio.high()).isCloseTo(1.02, within(1e-3));
  }

  @Test
  void ofDifference_smallStep_isAShareOfTheWhole() {
    double[][] ours = {{3, 5}, {3, 5}, {9, 5}};
    double[][] theirs = {{2, 4}, {2, 4}, {2, 4}};

    assertThat(PairedRatio.ofDifference("checks", ours, theirs, 100).median())
        .isCloseTo(0.01, within(1e-12));
  }

  @Test
  void cycles_ofSeveralLengths_areRefused() {
    double[][] two = {{1, 2}};
    double[][] one = {{1}};
    assertThatThrownBy(() -> PairedRatio.ofUnevenRounds("uneven", two, one, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("as many figures on both sides");
    assertThatThrownBy(
            () -> PairedRatio.ofDifference("none", new double[0][0], new double[0][0], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
