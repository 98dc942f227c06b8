package dev.doppel.runtime.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ResidentMemoryTest {

  private static final long MEGABYTE = 1024 * 1024;

  private final AtomicLong size = new AtomicLong(300 * MEGABYTE);
  private final AtomicLong collections = new AtomicLong();

  @Test
  void afterStep_growing_collectsEachTimeItHasGrown() {
    ResidentMemory memory =
        new ResidentMemory(
            size::get,
            () -> {
              collections.incrementAndGet();
              size.set(300 * MEGABYTE);
            });
    long largest = 0;
    for (int step = 0; step < 1_000; step++) {
      size.addAndGet(MEGABYTE);
      largest = Math.max(largest, size.get());
      memory.afterStep();
    }
    assertThat(largest).isLessThanOrEqualTo((300 + 16 + 24 + 16) * MEGABYTE);
    assertThat(collections.get()).isBetween(15L, 32L);
  }

  @Test
  void afterStep_growingForGood_takesTheNewSizeAsGiven() {
    ResidentMemory memory = new ResidentMemory(size::get, collections::incrementAndGet);
    run(memory, 100);
    assertThat(collections.get()).isEqualTo(1);
    size.addAndGet(100 * MEGABYTE);
    run(memory, 1_000);
    assertThat(collections.get()).isEqualTo(2);
  }

  @Test
  void afterStep_unknownSize_neverCollects() {
    ResidentMemory memory = new ResidentMemory(() -> 0, collections::incrementAndGet);
    run(memory, 1_000);
    assertThat(collections.get()).isZero();
  }

  private static void run(ResidentMemory memory, int steps) {
    for (int step = 0; step < steps; step++) {
      memory.afterStep();
    }
  }
}
