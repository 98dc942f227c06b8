package dev.doppel.cli.training;

import java.time.Duration;

/** Times the steps of a run. For one thread. */
final class RunTimer {

  private final int batchSize;
  private long started;
  private long paused;
  private long elapsed;
  private long steps;

  RunTimer(int batchSize) {
    this.batchSize = batchSize;
  }

  void start() {
    started = System.nanoTime();
  }

  /** Does something whose time does not count. */
  void pause(Runnable other) {
    long before = System.nanoTime();
    other.run();
    paused += System.nanoTime() - before;
  }

  void step() {
    steps++;
  }

  void stop() {
    elapsed = System.nanoTime() - started - paused;
  }

  long steps() {
    return steps;
  }

  Duration time() {
    return Duration.ofNanos(elapsed);
  }

  double imagesPerSecond() {
    return elapsed == 0 ? 0 : steps * batchSize / (elapsed / 1e9);
  }
}
