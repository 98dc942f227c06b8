package dev.doppel.dl4j;

import dev.doppel.dl4j.graph.RestOfEpoch;
import dev.doppel.dl4j.graph.ViewSource;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.runtime.view.ViewPipeline;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Turns the batches of a user's data into batches of views. A view is a function of the seed, of
 * the epoch, and of the sample's place in it.
 */
final class ViewDrawing implements ViewSource {

  private final ViewPipeline pipeline;

  /** Draws with a pipeline; without one, samples are views already. */
  ViewDrawing(ViewPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public List<INDArray> views(INDArray[] features, int epoch, long position) {
    return pipeline == null || features.length > 1
        ? List.of(features)
        : draw(features[0], epoch, position);
  }

  @Override
  public MultiDataSetIterator views(MultiDataSetIterator batches, int epoch, long position) {
    MultiDataSetIterator rest = position == 0 ? batches : new RestOfEpoch(batches, position);
    return pipeline == null ? rest : new ViewIterator(rest, this, epoch, position);
  }

  /** Draws the views of images, the first of which has a place in its epoch. */
  List<INDArray> draw(INDArray images, long ofEpoch, long place) {
    if (images.rank() != 4) {
      throw new IllegalArgumentException(
          "views are drawn of images [batch, channels, size, size], not of an array of shape "
              + Arrays.toString(images.shape()));
    }
    ViewBatch drawn =
        pipeline.draw(floats(images), images.shape(), ofEpoch, index -> place + index);
    return drawn.views().stream().map(ViewDrawing::array).toList();
  }

  private static float[] floats(INDArray images) {
    INDArray copy = images.castTo(DataType.FLOAT).dup('c');
    try {
      return copy.data().asFloat();
    } finally {
      if (copy.closeable()) {
        copy.close();
      }
    }
  }

  static INDArray array(ViewBlock block) {
    return Nd4j.create(
        block.pixels(),
        new long[] {block.batch(), block.channels(), block.size(), block.size()},
        'c');
  }
}
