package dev.doppel.parity;

import dev.doppel.data.DataOptions;
import dev.doppel.data.ImageSources;
import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.view.ViewPipeline;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Views of Fashion-MNIST's images where they are installed, of drawn shapes otherwise; the same for
 * every backend.
 */
final class RealBatches {

  /** The height and width of the images. */
  static final int SIZE = 28;

  private static final Path FASHION_MNIST = Path.of("/usr/share/datasets/fashion-mnist");

  private final ImageSource images =
      Files.isDirectory(FASHION_MNIST)
          ? ImageSources.open(FASHION_MNIST.toString(), DataOptions.defaults()).train()
          : ImageSources.open("shapes", new DataOptions(1, true, SIZE, 4_000, 7, 0)).train();
  private final ViewPipeline pipeline;
  private final int size;

  RealBatches(TrainingPlan plan, PluginRegistry plugins) {
    this.pipeline =
        new ViewPipeline("the recipe's", plan.views(), plugins, plan.channels(), plan.seed());
    this.size = plan.batchSize();
  }

  ViewBatch batch(int step) {
    ViewBatch batch = pipeline.newBatch(size);
    for (int place = 0; place < size; place++) {
      int sample = (step * size + place) % Math.toIntExact(images.size());
      try {
        pipeline.write(images.image(sample), 0, sample, batch, place);
      } catch (UnreadableImageException e) {
        throw new AssertionError(e);
      }
    }
    return batch;
  }
}
