package dev.doppel.dl4j;

import dev.doppel.runtime.recipe.DataFacts;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * What a sample of a user's data is: one image that views are drawn from, or several arrays that
 * are views already.
 *
 * @param arrays the arrays of a sample
 * @param shape the shape of the first, without a batch axis
 * @param facts what a recipe needs to know; for arrays that are no images, those of a 1-pixel image
 */
record SampleKind(int arrays, long[] shape, DataFacts facts) {

  /** Looks at the first batch, and counts the samples of all. */
  static SampleKind of(MultiDataSetIterator data) {
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
    return of(first, samples);
  }

  private static SampleKind of(INDArray[] features, long samples) {
    long[] batch = features[0].shape();
    long[] shape = Arrays.copyOfRange(batch, 1, batch.length);
    if (features.length > 1) {
      return new SampleKind(features.length, shape, new DataFacts(1, 1, samples));
    }
    boolean image = shape.length == 3 && (shape[0] == 1 || shape[0] == 3) && shape[1] == shape[2];
    if (!image) {
      throw new IllegalArgumentException(
          "a sample has one array of shape %s, which is no image of [1 or 3, size, size] to draw"
                  .formatted(Arrays.toString(shape))
              + " views from; give each sample one array a view instead, in a MultiDataSet");
    }
    return new SampleKind(
        1, shape, new DataFacts(Math.toIntExact(shape[0]), Math.toIntExact(shape[1]), samples));
  }

  boolean drawsViews() {
    return arrays == 1;
  }
}
