package dev.doppel.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.RandomAccessDataset;
import dev.doppel.runtime.program.SampleKind;
import java.io.IOException;

/** Finds out what the samples of a user's dataset are. */
final class SampleInspection {

  private SampleInspection() {}

  static SampleKind inspect(RandomAccessDataset dataset) throws IOException {
    try (NDManager manager = PytorchEngine.start().newBaseManager()) {
      NDList data = dataset.get(manager, 0).getData();
      Shape shape = data.get(0).getShape();
      return SampleKind.of(data.size(), shape.getShape(), dataset.size())
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "a sample has one array of shape %s, which is no image of [1 or 3, size, size]"
                              .formatted(shape)
                          + " to draw views from; give each sample one array a view instead"));
    }
  }
}
