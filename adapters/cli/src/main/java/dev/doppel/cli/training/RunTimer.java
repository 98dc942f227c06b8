package dev.doppel.cli.training;

import java.time.Duration;

/** Times the steps of a run. For one thread. */
final class RunTimer {

  private final int batchSize;
  private long started;
  private long elapsed;
  private long steps;

  RunTimer(int batchSize) {
    this.batchSize = batchSize;
  }

  void start() {
    started = System.nanoTime();
  }

  void step() {
    steps++;
  }

  void stop() {
    elapsed = System.nanoTime() - started;
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
