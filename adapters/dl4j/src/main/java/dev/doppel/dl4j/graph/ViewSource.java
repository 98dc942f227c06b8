package dev.doppel.dl4j.graph;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** Turns what a program feeds its network into the views of a batch. */
public interface ViewSource {

  /**
   * The views of a batch.
   *
   * @param features what the program feeds
   * @param epoch the epoch, from 0
   * @param position the place of the batch's first sample in the epoch, from 0
   * @return the views; new arrays, or the features themselves where they are views already
   */
  List<INDArray> views(INDArray[] features, int epoch, long position);

  /**
   * An iterator over batches of views, drawn ahead where the program's iterator may be read ahead.
   *
   * @param batches what the program feeds
   * @param epoch the epoch, from 0
   * @param position the samples of the epoch that are left out at its beginning
   * @return the iterator
   */
  MultiDataSetIterator views(MultiDataSetIterator batches, int epoch, long position);
}
