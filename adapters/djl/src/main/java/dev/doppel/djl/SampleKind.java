package dev.doppel.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.RandomAccessDataset;
import dev.doppel.runtime.recipe.DataFacts;
import java.io.IOException;

/**
 * What a sample of a user's dataset is: one image that views are drawn from, or several arrays that
 * are views already.
 *
 * @param arrays the arrays of a sample
 * @param facts what a recipe needs to know; for arrays that are no images, those of a 1-pixel image
 */
record SampleKind(int arrays, DataFacts facts) {

  static SampleKind of(RandomAccessDataset dataset) throws IOException {
    try (NDManager manager = PytorchEngine.start().newBaseManager()) {
      NDList data = dataset.get(manager, 0).getData();
      Shape shape = data.get(0).getShape();
      if (data.size() > 1) {
        return new SampleKind(data.size(), new DataFacts(1, 1, dataset.size()));
      }
      boolean image =
          shape.dimension() == 3
              && (shape.get(0) == 1 || shape.get(0) == 3)
              && shape.get(1) == shape.get(2);
      if (!image) {
        throw new IllegalArgumentException(
            "a sample has one array of shape %s, which is no image of [1 or 3, size, size]"
                    .formatted(shape)
                + " to draw views from; give each sample one array a view instead");
      }
      int channels = Math.toIntExact(shape.get(0));
      int size = Math.toIntExact(shape.get(1));
      return new SampleKind(1, new DataFacts(channels, size, dataset.size()));
    }
  }

  boolean drawsViews() {
    return arrays == 1;
  }
}
