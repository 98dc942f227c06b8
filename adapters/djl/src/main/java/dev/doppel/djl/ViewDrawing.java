package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.Batchifier;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.runtime.view.ViewPipeline;
import java.util.Iterator;
import java.util.List;

/**
 * Turns the batches of a user's dataset into batches of views. A view is a function of the seed, of
 * how often its dataset was gone through, and of the sample's index in it.
 */
final class ViewDrawing {

  private final ViewPipeline pipeline;
  private final InputBuffers buffers = new InputBuffers();
  private final DatasetPasses passes = new DatasetPasses();

  /** Draws with a pipeline; without one, samples are views already. */
  ViewDrawing(ViewPipeline pipeline) {
    this.pipeline = pipeline;
  }

  Iterable<Batch> draw(Dataset dataset, Iterable<Batch> batches) {
    DatasetPasses.Pass pass = passes.begin(dataset);
    return () -> {
      Iterator<Batch> iterator = pass.rest(batches.iterator());
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return iterator.hasNext();
        }

        @Override
        public Batch next() {
          Batch batch = iterator.next();
          return draw(batch, pass.epoch(), pass.samples() - batch.getSize());
        }
      };
    };
  }

  void save(Checkpoint.Builder checkpoint) {
    passes.save(checkpoint);
  }

  void restore(Checkpoint checkpoint) {
    passes.restore(checkpoint);
  }

  private Batch draw(Batch batch, long epoch, long position) {
    return new Batch(
        batch.getManager(),
        pipeline == null ? batch.getData() : views(batch, epoch, position),
        labels(batch),
        batch.getSize(),
        Batchifier.STACK,
        Batchifier.STACK,
        batch.getProgress(),
        batch.getProgressTotal(),
        batch.getIndices());
  }

  /** DJL's loop asks for a label even where there is none. */
  private static NDList labels(Batch batch) {
    return batch.getLabels().isEmpty()
        ? new NDList(batch.getManager().zeros(new Shape(batch.getSize())))
        : batch.getLabels();
  }

  private NDList views(Batch batch, long epoch, long position) {
    NDArray images = batch.getData().singletonOrThrow();
    float[] pixels = images.toType(DataType.FLOAT32, false).toFloatArray();
    long[] shape = images.getShape().getShape();
    ViewBatch drawn = pipeline.draw(pixels, shape, epoch, place -> index(batch, position, place));
    NDList views = new NDList();
    for (ViewBlock block : drawn.views()) {
      views.add(buffers.array(batch.getManager(), views.size(), block));
    }
    return views;
  }

  /** The sample's index; its place in the pass where the dataset does not tell. */
  private static long index(Batch batch, long position, int place) {
    List<?> indices = batch.getIndices();
    return indices != null && indices.get(place) instanceof Number number
        ? number.longValue()
        : position + place;
  }
}
