package dev.doppel.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SampleOrderTest {

  /** Computed by the same formulas in another language; a change would change every run. */
  @Test
  void of_fixedSeedAndEpoch_isAlwaysThisOrder() {
    assertThat(order(7, 2, 10)).containsExactly(4, 0, 2, 3, 9, 6, 7, 8, 5, 1);
  }

  @Test
  void of_anySize_visitsEachSampleOnce() {
    for (int size : new int[] {1, 2, 3, 1000}) {
      assertThat(order(1, 1, size))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, size).boxed().toList());
    }
  }

  @Test
  void of_anotherEpochOrSeed_isAnotherOrder() {
    assertThat(order(7, 3, 1000)).isNotEqualTo(order(7, 2, 1000));
    assertThat(order(8, 2, 1000)).isNotEqualTo(order(7, 2, 1000));
  }

  @Test
  void of_manyEpochs_givesEachPermutationAlike() {
    int epochs = 12_000;
    Map<List<Integer>, Integer> counts = new HashMap<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      counts.merge(order(7, epoch, 4), 1, Integer::sum);
    }
    // 24 permutations, 500 epochs each, which deviates by 22, times 5.
    assertThat(counts).hasSize(24);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(390, 610));
  }

  private static List<Integer> order(long seed, long epoch, int size) {
    SampleOrder order = SampleOrder.of(seed, epoch, size);
    return IntStream.range(0, size).map(order::sample).boxed().toList();
  }
}
