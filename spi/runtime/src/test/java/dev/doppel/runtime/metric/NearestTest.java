package dev.doppel.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NearestTest {

  @Test
  void indices_areThoseOfASort() {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      // Few different values, so that many tie.
      float[] similarities = new float[200];
      for (int i = 0; i < similarities.length; i++) {
        similarities[i] = random.nextInt(15) / 10f;
      }
      int capacity = 1 + random.nextInt(40);
      Nearest nearest = new Nearest(capacity);
      for (int i = 0; i < similarities.length; i++) {
        nearest.offer(similarities[i], i);
      }

      Integer[] expected =
          IntStream.range(0, similarities.length)
              .boxed()
              .sorted(
                  Comparator.comparing((Integer i) -> -similarities[i])
                      .thenComparing(Comparator.naturalOrder()))
              .limit(capacity)
              .toArray(Integer[]::new);
      assertThat(nearest.indices())
          .as("seed %d, capacity %d", seed, capacity)
          .containsExactlyInAnyOrder(expected);
    }
  }

  @Test
  void indices_fewerThanCapacity_areAll() {
    Nearest nearest = new Nearest(5);
    nearest.offer(0.5f, 7);
    nearest.offer(0.1f, 9);
    assertThat(nearest.indices()).containsExactlyInAnyOrder(7, 9);
  }
}
