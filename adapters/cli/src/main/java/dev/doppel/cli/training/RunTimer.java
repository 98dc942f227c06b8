package dev.doppel.cli.training;

import java.time.Duration;

/** Times the steps of a run. For one thread. */
final class RunTimer {

  private final int batchSize;
  private long started;
  private long paused;
  private long elapsed;
  private long earlier;
  private long steps;
  private long repeated;
  private boolean running;

  RunTimer(int batchSize) {
    this.batchSize = batchSize;
  }

  void start() {
    started = System.nanoTime();
    running = true;
  }

  /** Goes on where a run was interrupted that took its time already. */
  void goOn(RunProgress progress) {
    earlier = progress.time().toNanos();
    steps = progress.mark().steps();
  }

  /** Goes back to an earlier step; the time stays. */
  void goBack(long earlierSteps) {
    repeated += steps - earlierSteps;
    steps = earlierSteps;
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
    elapsed = elapsed();
    running = false;
  }

  private long elapsed() {
    return running ? earlier + System.nanoTime() - started - paused : elapsed;
  }

  long steps() {
    return steps;
  }

  Duration time() {
    return Duration.ofNanos(elapsed());
  }

  double imagesPerSecond() {
    long nanos = elapsed();
    return nanos == 0 ? 0 : (steps + repeated) * batchSize / (nanos / 1e9);
  }
}
