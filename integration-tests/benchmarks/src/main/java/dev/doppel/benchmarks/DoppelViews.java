package dev.doppel.benchmarks;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.view.BatchLoader;
import dev.doppel.runtime.view.BatchPosition;
import dev.doppel.runtime.view.BatchSettings;
import dev.doppel.runtime.view.ViewPipeline;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewTarget;

/** BYOL's views as a run draws them: from bytes in memory to batches, by some threads. */
final class DoppelViews implements Contender {

  private static final long SEED = 7;

  private final ImageSource source;
  private final ViewPipeline pipeline;
  private final BatchSettings settings;

  DoppelViews(int size, int batch, int images, int threads) {
    PluginRegistry plugins = PluginRegistry.discover();
    ViewPolicyFactory byol =
        plugins.find(ExtensionKind.VIEW_POLICY, "byol", "the benchmark").factory();
    source = new BytesInMemory(images, size);
    pipeline =
        new ViewPipeline(
            "byol",
            byol.create(Options.defaults(byol.options()), new ViewTarget(3, size)),
            plugins,
            source.channels(),
            SEED);
    settings = new BatchSettings(batch, SEED, threads, threads, false, BatchPosition.START);
  }

  /** A loader that has drawn nothing yet; its threads begin at once. */
  BatchLoader newLoader() {
    return new BatchLoader(source, pipeline, settings);
  }

  /** With a loader of its own: no batch is drawn before the clock starts. */
  @Override
  public double run(int rounds) {
    long begin = System.nanoTime();
    try (BatchLoader loader = newLoader()) {
      for (int round = 0; round < rounds; round++) {
        loader.release(loader.next());
      }
      return (System.nanoTime() - begin) / 1e9;
    }
  }
}
