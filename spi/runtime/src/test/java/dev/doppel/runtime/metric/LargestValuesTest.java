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
      float[] values = new float[200];
      for (int i = 0; i < values.length; i++) {
        // Few different values, so that many tie.
        values[i] = random.nextInt(15) / 10f;
      }
      int capacity = 1 + random.nextInt(40);
      LargestValues largest = new LargestValues(capacity);
      for (float value : values) {
        largest.offer(value);
      }

      float[] sorted = values.clone();
      Arrays.sort(sorted);
      assertThat(largest.least())
          .as("seed %d, capacity %d", seed, capacity)
          .isEqualTo(sorted[values.length - capacity]);
    }
  }

  @Test
  void least_fewerThanCapacity_isTheLeastOfAll() {
    LargestValues largest = new LargestValues(5);
    largest.offer(0.5f);
    largest.offer(0.1f);
    largest.offer(0.3f);
    assertThat(largest.least()).isEqualTo(0.1f);
  }
}
