package dev.doppel.pipelines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;
import dev.doppel.data.DataOptions;
import dev.doppel.data.ImageSources;
import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Users' datasets. */
final class Datasets {

  private static final Path FASHION_MNIST = Path.of("/usr/share/datasets/fashion-mnist");

  private Datasets() {}

  /** Gray images of 28x28: Fashion-MNIST where it is installed, drawn shapes otherwise. */
  static ImageSource images() {
    return Files.isDirectory(FASHION_MNIST)
        ? ImageSources.open(FASHION_MNIST.toString(), DataOptions.defaults()).train()
        : ImageSources.open("shapes", new DataOptions(1, true, 28, 2_000, 7, 0)).train();
  }

  /** The first images as DJL's dataset of arrays, with labels. */
  static ArrayDataset labelled(NDManager manager, ImageSource images, int count, int batch)
      throws UnreadableImageException {
    float[] labels = new float[count];
    for (int i = 0; i < count; i++) {
      labels[i] = images.label(i);
    }
    return new ArrayDataset.Builder()
        .setData(pixels(manager, images, count))
        .optLabels(manager.create(labels))
        .setSampling(batch, true, true)
        .build();
  }

  /** Rows of numbers in two noisy versions, without labels: views of the user's own making. */
  static ArrayDataset pairsOfRows(NDManager manager, int count, int width, int batch) {
    NDArray rows = manager.randomNormal(new Shape(count, width));
    NDArray first = rows.add(manager.randomNormal(new Shape(count, width)).mul(0.1f));
    NDArray second = rows.add(manager.randomNormal(new Shape(count, width)).mul(0.1f));
    return new ArrayDataset.Builder().setData(first, second).setSampling(batch, true, true).build();
  }

  /** Pairs of views as rows, with labels that nobody reads: DJL asks for some. */
  static ArrayDataset pairsOfImages(NDManager manager, float[][][] pairs, int batch) {
    Shape shape = new Shape(pairs.length, ImagePairs.LENGTH);
    return new ArrayDataset.Builder()
        .setData(
            manager.create(ImagePairs.rows(pairs, 0, pairs.length, 0), shape),
            manager.create(ImagePairs.rows(pairs, 0, pairs.length, 1), shape))
        .optLabels(manager.zeros(new Shape(pairs.length)))
        .setSampling(batch, false, true)
        .build();
  }

  private static NDArray pixels(NDManager manager, ImageSource images, int count)
      throws UnreadableImageException {
    int length = 28 * 28;
    float[] pixels = new float[count * length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(images.image(i).pixels(), 0, pixels, i * length, length);
    }
    return manager.create(pixels, new Shape(count, 1, 28, 28));
  }
}
