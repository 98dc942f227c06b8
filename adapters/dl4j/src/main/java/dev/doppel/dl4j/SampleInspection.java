package dev.doppel.dl4j;

import dev.doppel.runtime.program.SampleKind;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** Finds out what the samples of a user's data are. */
final class SampleInspection {

  private SampleInspection() {}

  /** Looks at the first batch, and counts the samples of all. */
  static SampleKind inspect(MultiDataSetIterator data) {
    if (!data.resetSupported()) {
      throw new IllegalArgumentException(
          "the iterator cannot be reset, so its samples cannot be counted before training; give one"
              + " whose resetSupported() is true");
    }
    data.reset();
    INDArray[] first = null;
    long samples = 0;
    while (data.hasNext()) {
      INDArray[] features = data.next().getFeatures();
      first = first == null ? features : first;
      samples += features[0].size(0);
    }
    data.reset();
    if (first == null) {
      throw new IllegalArgumentException("the iterator has no batches to train on");
    }
    long[] batch = first[0].shape();
    long[] shape = Arrays.copyOfRange(batch, 1, batch.length);
    return SampleKind.of(first.length, shape, samples)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a sample has one array of shape %s, which is no image of [1 or 3, size, size]"
                            .formatted(Arrays.toString(shape))
                        + " to draw views from; give each sample one array a view instead, in a"
                        + " MultiDataSet"));
  }
}
