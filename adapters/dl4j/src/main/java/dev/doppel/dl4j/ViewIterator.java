package dev.doppel.dl4j;

import java.util.Objects;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Batches of views of a program's images. DL4J reads iterators ahead on a thread of its own, so
 * that views are drawn while the network trains.
 */
final class ViewIterator implements MultiDataSetIterator {

  private static final long serialVersionUID = 1;

  private final transient MultiDataSetIterator images;
  private final transient ViewDrawing drawing;
  private final long epoch;
  private final long start;
  private long position;

  /** Draws views of images, the first of which has a place in its epoch. */
  ViewIterator(MultiDataSetIterator images, ViewDrawing drawing, long epoch, long start) {
    this.images = images;
    this.drawing = drawing;
    this.epoch = epoch;
    this.start = start;
    this.position = start;
  }

  @Override
  public boolean hasNext() {
    return images.hasNext();
  }

  @Override
  public MultiDataSet next() {
    return views(images.next());
  }

  @Override
  public MultiDataSet next(int count) {
    return views(images.next(count));
  }

  private MultiDataSet views(MultiDataSet batch) {
    INDArray[] features = batch.getFeatures();
    if (features.length > 1) {
      return batch;
    }
    INDArray[] views = drawing.draw(features[0], epoch, position).toArray(INDArray[]::new);
    position += features[0].size(0);
    INDArray[] masks = new INDArray[views.length];
    // One goes along, for the graph to refuse on the thread that trains.
    masks[0] = anyMask(batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
    return new org.nd4j.linalg.dataset.MultiDataSet(views, new INDArray[0], masks, null);
  }

  private static INDArray anyMask(INDArray[]... masks) {
    return Stream.of(masks)
        .filter(Objects::nonNull)
        .flatMap(Stream::of)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void setPreProcessor(MultiDataSetPreProcessor preProcessor) {
    images.setPreProcessor(preProcessor);
  }

  @Override
  public MultiDataSetPreProcessor getPreProcessor() {
    return images.getPreProcessor();
  }

  @Override
  public boolean resetSupported() {
    return images.resetSupported();
  }

  @Override
  public boolean asyncSupported() {
    return images.asyncSupported();
  }

  @Override
  public void reset() {
    images.reset();
    position = start;
  }
}
