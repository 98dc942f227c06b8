package dev.doppel.dl4j;

import java.util.Iterator;
import java.util.List;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** Batches in memory. */
final class Batches implements MultiDataSetIterator {

  private static final long serialVersionUID = 1;

  private final transient List<MultiDataSet> batches;
  private transient Iterator<MultiDataSet> position;

  Batches(List<MultiDataSet> batches) {
    this.batches = batches;
    this.position = batches.iterator();
  }

  @Override
  public boolean hasNext() {
    return position.hasNext();
  }

  @Override
  public MultiDataSet next() {
    return position.next();
  }

  @Override
  public MultiDataSet next(int count) {
    throw new UnsupportedOperationException("batches are of one size");
  }

  @Override
  public void setPreProcessor(MultiDataSetPreProcessor preProcessor) {
    throw new UnsupportedOperationException("batches are fed as they are");
  }

  @Override
  public MultiDataSetPreProcessor getPreProcessor() {
    return null;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public void reset() {
    position = batches.iterator();
  }
}
