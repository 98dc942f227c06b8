package dev.doppel.benchmarks;

import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.view.BatchLoader;

/** BYOL from images in memory to steps, as the command line runs it: views drawn beside steps. */
final class DoppelPipeline implements Contender {

  private final DoppelViews views;
  private final DoppelMethod byol;

  DoppelPipeline(Workload workload, int images, int threads) {
    views = new DoppelViews(workload.size(), workload.batch(), images, threads);
    byol = new DoppelMethod(workload);
  }

  /**
   * With a loader of its own, which begins when the clock does. What it draws ahead at the end is
   * lost, and closing it waits for its threads, so that none of them runs on into the peer's time.
   */
  @Override
  public double run(int rounds) {
    long begin = System.nanoTime();
    try (BatchLoader loader = views.newLoader()) {
      for (int round = 0; round < rounds; round++) {
        ViewBatch batch = loader.next();
        byol.step(batch);
        loader.release(batch);
      }
      byol.flush();
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  @Override
  public void close() {
    byol.close();
  }
}
