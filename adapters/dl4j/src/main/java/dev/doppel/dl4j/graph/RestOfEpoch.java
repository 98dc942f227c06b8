package dev.doppel.dl4j.graph;

import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** A program's batches without those of an epoch's beginning, which were trained on already. */
public final class RestOfEpoch implements MultiDataSetIterator {

  private static final long serialVersionUID = 1;

  private final transient MultiDataSetIterator batches;
  private final long done;
  private long left;

  /**
   * Leaves out the first batches.
   *
   * @param batches the program's batches
   * @param done the samples that were trained on already
   */
  public RestOfEpoch(MultiDataSetIterator batches, long done) {
    this.batches = batches;
    this.done = done;
    this.left = done;
  }

  private void leaveOut() {
    while (left > 0 && batches.hasNext()) {
      left -= batches.next().getFeatures(0).size(0);
    }
    // At its end from the start is what a second epoch finds, and resets.
    if (left < 0 || (left > 0 && left < done)) {
      throw new IllegalStateException(
          "the checkpoint was made after %d samples of an epoch, but no batch of this iterator ends"
                  .formatted(done)
              + " there; feed the batches of the interrupted run, in their order");
    }
  }

  @Override
  public boolean hasNext() {
    leaveOut();
    return batches.hasNext();
  }

  @Override
  public MultiDataSet next() {
    leaveOut();
    return batches.next();
  }

  @Override
  public MultiDataSet next(int count) {
    leaveOut();
    return batches.next(count);
  }

  @Override
  public void setPreProcessor(MultiDataSetPreProcessor preProcessor) {
    batches.setPreProcessor(preProcessor);
  }

  @Override
  public MultiDataSetPreProcessor getPreProcessor() {
    return batches.getPreProcessor();
  }

  @Override
  public boolean resetSupported() {
    return batches.resetSupported();
  }

  @Override
  public boolean asyncSupported() {
    return batches.asyncSupported();
  }

  @Override
  public void reset() {
    batches.reset();
    left = done;
  }
}
