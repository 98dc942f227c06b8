package dev.doppel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SplitMixTest {

  /** The values that the published algorithm gives for this seed, known from many ports of it. */
  @Test
  void next_published() {
    SplitMix random = new SplitMix(1234567);

    assertThat(random.next()).isEqualTo(6457827717110365317L);
    assertThat(random.next()).isEqualTo(3203168211198807973L);
    assertThat(random.next()).isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
  }

  @Test
  void unit_isUniform() {
    SplitMix random = new SplitMix(1);
    int[] tenths = new int[10];
    for (int i = 0; i < 100_000; i++) {
      tenths[(int) (random.unit() * 10)]++;
    }

    for (int count : tenths) {
      // Five standard deviations: 5 * sqrt(100,000 * 0.1 * 0.9) = 474.
      assertThat(count).isCloseTo(10_000, within(474));
    }
  }

  @Test
  void below_reachesAllAndNoMore() {
    SplitMix random = new SplitMix(2);
    int[] counts = new int[3];
    for (int i = 0; i < 300; i++) {
      counts[random.below(3)]++;
    }

    for (int count : counts) {
      // Five standard deviations: 5 * sqrt(300 * 2 / 9) = 41.
      assertThat(count).isCloseTo(100, within(41));
    }
  }

  @Test
  void of_neighbours_areUnrelated() {
    int equalBits = 0;
    for (int i = 0; i < 1000; i++) {
      long difference = SplitMix.of(5, i).next() ^ SplitMix.of(5, i + 1).next();
      equalBits += 64 - Long.bitCount(difference);
    }

    // Five standard deviations of 64,000 coin flips: 5 * sqrt(64,000) / 2 = 632.
    assertThat(equalBits).isCloseTo(32_000, within(632));
  }
}
