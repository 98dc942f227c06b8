package dev.doppel.runtime.view;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.spi.view.Image;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * Makes one batch, on any thread. The result depends on the order and the position alone: what
 * stands in for an unreadable sample is found from the batch's own end onwards, not from what other
 * batches did.
 */
final class BatchMaker {

  private final ImageSource source;
  private final ViewPipeline pipeline;
  private final boolean strict;
  private final SampleOrder order;
  private final BatchPosition position;
  private final int batchSize;
  private final Map<Integer, String> unreadable = new TreeMap<>();
  private int standIn;
  private UnreadableImageException failure;

  BatchMaker(
      ImageSource source,
      ViewPipeline pipeline,
      BatchSettings settings,
      SampleOrder order,
      BatchPosition position) {
    this.source = source;
    this.pipeline = pipeline;
    this.strict = settings.strict();
    this.batchSize = settings.batchSize();
    this.order = order;
    this.position = position;
  }

  /** Fills a batch, whatever was in it before. */
  LoadedBatch make(ViewBatch batch) {
    int first = position.batch() * batchSize;
    for (int place = 0; place < batchSize; place++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the loader was closed");
      }
      int sample = order.sample(first + place);
      while (!write(sample, batch, place)) {
        sample = nextStandIn(first);
      }
    }
    return new LoadedBatch(batch, unreadable);
  }

  private boolean write(int sample, ViewBatch batch, int place) {
    Image image;
    try {
      image = source.image(sample);
    } catch (UnreadableImageException e) {
      if (strict) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
      failure = e;
      unreadable.put(sample, e.getMessage());
      return false;
    }
    pipeline.write(image, position.epoch(), sample, batch, place);
    return true;
  }

  /** The next sample in order that is not in this batch, so that none is in it twice. */
  private int nextStandIn(int first) {
    if (batchSize + standIn >= order.size()) {
      throw new UncheckedIOException(
          "a batch of %d needs as many readable images, but at least %d of %d cannot be read: %s"
              .formatted(batchSize, unreadable.size(), order.size(), source.description()),
          failure);
    }
    int sample = order.sample(first + batchSize + standIn);
    standIn++;
    return sample;
  }
}
