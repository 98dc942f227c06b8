package dev.doppel.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LargestValuesTest {

  @Test
  void least_isThatOfASort() {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      double[] values = new double[200];
      for (int i = 0; i < values.length; i++) {
        // Few different values, so that many tie.
        values[i] = random.nextInt(15) / 10.0;
      }
      int capacity = 1 + random.nextInt(40);
      LargestValues largest = new LargestValues(capacity);
      for (double value : values) {
        largest.offer(value);
      }

      double[] sorted = values.clone();
      Arrays.sort(sorted);
      assertThat(largest.least())
          .as("seed %d, capacity %d", seed, capacity)
          .isEqualTo(sorted[values.length - capacity]);
    }
  }

  @Test
  void least_fewerThanCapacity_isTheLeastOfAll() {
    LargestValues largest = new LargestValues(5);
    largest.offer(0.5);
    largest.offer(0.1);
    largest.offer(0.3);
    assertThat(largest.least()).isEqualTo(0.1);
  }
}
